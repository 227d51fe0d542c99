"""A bundled, invented trade magazine and its sister, served on loopback for the demo and the tests.

"Comptoir" / "Toonbank" is a Belgian retail magazine in French and Dutch, "Quai" a French logistics
magazine; companies, people and figures in them are made up. ``site.build`` makes every page of
an edition, ``truth.truth`` says what a perfect reading of them gives, ``server.DemoServer``
serves them.
"""
