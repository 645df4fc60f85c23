"""Features that people designed: corners, histograms of gradients."""
