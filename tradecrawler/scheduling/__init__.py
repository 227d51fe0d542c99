"""Crawls at the times that magazines declare: by a process of ours, or by units for others."""
