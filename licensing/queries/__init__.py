"""One file per page: a question put to the database, answered with a DataFrame whose columns its docstring lists."""
