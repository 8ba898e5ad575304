"""One file per page: frames and values in, a Plotly figure out. No Streamlit, no database."""
