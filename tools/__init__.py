"""What the Makefile calls: setting up, finding a browser, serving. Plain Python, no packages needed."""
