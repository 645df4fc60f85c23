"""Where submissions are graded: in a thread of this process, or by Dask's workers."""
