"""How long a convolution layer takes: six ways on the processor, and ours beside cuDNN on a GPU."""
