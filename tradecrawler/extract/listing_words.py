"""What shops and lists of articles say around their items and in their addresses.

Words alone, in the languages of Europe and some others; which of them count for how much is learnt
(``page_features``, ``page_model``).
"""

import re

PRICE = re.compile(
    r"[€$£¥₹₽₺₩]\s?\d|\d\s?(?:€|£|₽|₺|zł|kr\b|:-|,-|kč|ft\b|lei\b|лв|грн|руб|円|元|usd\b|eur\b|chf\b)"
    r"|(?:chf|eur|usd|rs)\.?\s?\d",
    re.IGNORECASE,
)
"""An amount of money, as far as a symbol or the short name of a currency stands beside it."""
COUNTED = re.compile(
    r"\(?\d[\d.,]*\+? (?:results?|products?|items?|articles?|posts?|reviews?|"
    r"episodes?|courses?|jobs?|ergebnisse|treffer|produkte|artikel|beiträge|résultats|produits|"
    r"resultaten|producten|"
    r"resultados|productos|produtos|risultati|prodotti|wynik\w*|produkt\w*|resultat\w*|varer|"
    r"tuotetta|výsledk\w*|termék|товар\w*|результат\w*|ürün|sonuç)\b",
    re.IGNORECASE,
)
"""How many things a list has."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _lines(text: str) -> frozenset[str]:
    return frozenset(line.strip() for line in text.split("/"))


SHOP = _lines(
    "add to cart/add to bag/add to basket/shop now/buy now/order now/shop all/quick view/"
    "quick shop/quickview/best seller/best sellers/bestseller/free shipping/in stock/"
    "out of stock/sold out/"
    "on sale/sale/regular price/sale price/price/choose options/select options/view product/"
    "in den warenkorb/ausverkauft/lieferbar/auf lager/zzgl versandkosten/jetzt kaufen/zum produkt/"
    "ajouter au panier/en stock/rupture de stock/acheter/voir le produit/in winkelwagen/"
    "in winkelmand/in winkelmandje/op voorraad/uitverkocht/bestellen/añadir al carrito/"
    "agregar al carrito/agotado/comprar/aggiungi al carrello/esaurito/acquista/"
    "adicionar ao carrinho/esgotado/do koszyka/dodaj do koszyka/kup teraz/lägg i varukorg/"
    "lägg i varukorgen/köp/i lager/slutsåld/læg i kurv/legg i handlekurv/køb/kjøp/på lager/udsolgt/"
    "utsolgt/lisää ostoskoriin/osta/do košíku/přidat do košíku/skladem/vyprodáno/kosárba/"
    "adaugă în coș/в корзину/добавить в корзину/купить/в наличии/до кошика/sepete ekle/satın al/"
    "προσθήκη στο καλάθι/カートに入れる/加入购物车/加入購物車/장바구니"
)
"""What labels in shops say; in lower case."""
SORTING = _lines(
    "sort by/sort/sorted by/filter/filters/filter by/refine/refine by/clear all/clear filters/"
    "load more/show more/show all/view all/view more/see all/see more/items per page/price range/"
    "relevance/most popular/newest/featured/sortieren/sortieren nach/sortierung/filtern/"
    "mehr laden/mehr anzeigen/alle anzeigen/trier par/filtrer/filtres/charger plus/afficher plus/"
    "voir plus/tout voir/voir tout/sorteren/sorteer op/sorteren op/filteren/laad meer/toon meer/"
    "toon alles/ordenar por/ordenar/filtrar/filtros/cargar más/ver más/ver todo/ver todos/"
    "ordina per/filtra/filtri/carica altri/mostra tutti/ordenar por/carregar mais/ver mais/"
    "ver tudo/sortuj/sortuj według/filtry/filtruj/pokaż więcej/zobacz więcej/sortera/"
    "sortera efter/filtrera/visa fler/visa alla/sorter/sortér/sorter efter/sorter etter/vis flere/"
    "vis mere/vis mer/vis alle/järjestä/suodata/näytä lisää/näytä kaikki/řadit podle/filtrovat/"
    "zobrazit více/zobrazit vše/rendezés/szűrés/továbbiak/sortează/filtrează/vezi mai mult/"
    "vezi toate/сортировка/сортировать/фильтр/фильтры/показать еще/показать ещё/все/показати ще/"
    "sırala/filtrele/daha fazla/tümünü gör/ταξινόμηση/φίλτρα/περισσότερα/並び替え/絞り込み/"
    "もっと見る/排序/筛选/加载更多/查看更多/정렬/더보기"
)
"""What the controls of lists say; in lower case."""
LISTS = _words(
    "tag tags label labels keyword keywords topic topics thema themen themes theme thematique "
    "category categories cat categorie categorieen kategorie kategorien categoria categorias "
    "kategoria kategori kategorier kategoriya c collection collections collezioni kolekcja browse "
    "department departments departement genre genres subject subjects series serie archive "
    "archives archief archiv archivio arquivo archivo arkiv archiwum author authors auteur auteurs "
    "autor autoren autores autore autori forfatter skribent kirjoittaja yazar avtor contributor "
    "contributors profile profiles user users search suche recherche zoeken buscar busca cerca "
    "szukaj sok sog haku hledat results list lists liste lista directory catalog catalogue katalog "
    "catalogo rubrik rubriken rubrique rubriques rubriek rubrieken rubrica rubriche section "
    "sections seccion secciones sezione hub "
    "product-category product-categories shop store boutique negozio tienda loja sklep butik "
    "winkel dossier dossiers mot-cle mots-cles etiqueta etiquetas etiquette schlagwort temat tema "
    "temas temat tematy tagi trefwoord emne emner aihe stitek stitky podcasts shows events jobs"
)
"""Segments of addresses at or below which lists lie; plain lower case."""
ENDS = _words(
    "news nieuws actualite actualites actu nachrichten aktuelles noticias notizie noticia nyheter "
    "nyheder wiadomosci aktualnosci uutiset zpravy hirek stiri novosti haberler blog blogs "
    "articles artikel artikelen artiklar artikler articulos articoli artigos stories posts all "
    "alle latest recent trending popular "
    "products produkte produits producten productos prodotti produtos produkty produkter tuotteet "
    "magazine press presse pers prensa stampa imprensa prasa issues guides reviews recipes rezepte "
    "recettes recepten recetas ricette videos video podcast opinion meinung interviews resources "
    "courses deals sale new"
)
"""Last segments of addresses that lists have, while single pages lie below; plain lower case."""
HOMES = _words("index default home homepage start startseite accueil inicio welcome")
"""Last segments that add nothing: what lies there is what the folder itself shows."""
