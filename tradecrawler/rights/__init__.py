"""What a site reserves of its pages, read from what it says to machines. Pure; decides nothing.

``directives`` X-Robots-Tag and meta robots; ``tdmrep`` the TDM Reservation Protocol's file;
``reserved`` all of it for one response. Whether a magazine honours it by skipping the page is its
declaration's business; robots.txt is asked by ``tradecrawler.middlewares.robots``.
"""
