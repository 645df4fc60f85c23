"""What a page is made from, what stands around it, and which files the site keeps."""
