"""What a magazine prints on page after page: counted with every article, asked for every page."""
