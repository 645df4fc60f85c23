"""What each Haar-like feature tells of faces, for HaarDrag."""
