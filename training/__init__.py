"""Scripts that make the data files of the package from pages whose truth is known."""
