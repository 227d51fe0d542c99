"""The notice that a page prints where the rest of an article is for subscribers only."""

import re

from tradecrawler.extract.text import Stems, count_words, mentions
from tradecrawler.items import Block

NOTICE_WORDS = 60
"""A longer paragraph writes about paywalls."""
_NOTICE = re.compile(
    r"(?:réservé|reserved|voorbehouden|vorbehalten|exclusive?\w*).{0,40}(?:abonn|subscriber|lezer|leser)|"
    r"(?:article|artikel|contenu|inhalt|content).{0,30}(?:abonné|abonnee|abonnent|subscribers)|"
    r"(?:subscribe|abonne[rz]|abonnez-vous|word abonnee|abonnieren|jetzt abonn).{0,60}"
    r"(?:(?:continue|keep) reading|read (?:the )?(?:full|more|rest|on)|lire la suite|"
    r"intégralité|verder (?:te )?lezen|verderlezen|weiterlesen|weiterzulesen|volledig)|"
    r"(?:pour lire la suite|om verder te lezen|um weiterzulesen|to continue reading|"
    r"lees verder met|il vous reste \d+ ?% de)|"
    # es, it, pt
    r"(?:contenido|artículo|noticia).{0,40}(?:exclusiv|reservad|sol[oa]).{0,30}(?:suscriptor|abonad)|"
    r"suscríbe(?:te|se).{0,40}(?:seguir leyendo|continuar leyendo|leer (?:el|este|más))|"
    r"para (?:seguir|continuar) leyendo|"
    r"(?:contenuto|articolo).{0,40}(?:riservat|esclusiv).{0,30}abbonati|"
    r"abbonati.{0,40}(?:continuare a leggere|leggere (?:l.articolo|tutto))|"
    r"per continuare a leggere|"
    r"(?:conteúdo|artigo|matéria|reportagem).{0,40}(?:exclusiv|reservad).{0,30}assinantes|"
    r"assine.{0,40}(?:continuar lendo|continuar a ler|ler (?:o|a|mais))|"
    r"para continuar (?:lendo|a ler)|"
    # sv, da, nb, fi
    r"(?:artikeln?|innehållet|läsning).{0,40}(?:endast|bara|enbart) för.{0,15}prenumeranter|"
    r"(?:prenumer|logga in).{0,40}(?:fortsätta läsa|läsa (?:vidare|hela)|läs vidare)|"
    r"(?:artik+el|artiklen|sak|indhold|innhold).{0,40}(?:kun|forbeholdt|bare).{0,20}abonnenter|"
    r"(?:abonne|logg? in).{0,40}(?:læse? videre|lese? videre|lese hele|læse hele)|"
    r"for at læse videre|for å lese videre|"
    r"(?:artikkeli|juttu|sisältö).{0,40}(?:vain tilaajille|tilaajille)|jatkaaksesi lukemista|"
    # pl, cs, hu, ro
    r"(?:artykuł|treść|tekst).{0,40}(?:tylko|wyłącznie|dostępn).{0,20}(?:subskrybent|prenumerator|abonent)|"
    r"(?:subskryb|prenumerat|dostęp).{0,40}(?:czytać dalej|czytaj dalej|przeczytać całość)|"
    r"aby (?:czytać dalej|przeczytać całość)|"
    r"(?:článek|obsah).{0,40}(?:jen|pouze) pro předplatitele|"
    r"előfizető(?:ink)?nek.{0,20}(?:olvasható|érhető)|"
    r"(?:articol|conținut).{0,40}(?:doar|exclusiv).{0,20}abonați|"
    # ru, tr, el, ja, zh
    r"(?:материал|статья|текст).{0,40}(?:только|доступ).{0,20}подписчик|"
    r"подпис(?:ку|аться|итесь).{0,40}(?:читать дальше|дочитать|читать полностью)|"
    r"(?:abone).{0,40}(?:okumaya devam|devamını oku)|"
    r"(?:άρθρο|περιεχόμενο).{0,40}συνδρομητές|"
    r"会員限定(?:記事|です)|有料会員(?:限定|になると|の方)|残り\s?[\d,]+\s?文字|"
    r"(?:订阅|訂閱|会员|會員).{0,15}(?:继续阅读|繼續閱讀|阅读全文|閱讀全文)",
    re.IGNORECASE,
)
_STEMS = Stems(
    "abonn", "subscri", "lezer", "leser", "lire la suite", "verder te lezen", "weiterzulesen",
    "continue reading", "lees verder", "vous reste", "suscr", "leyendo", "abbonati", "leggere",
    "abonad", "assin", "lendo", "a ler", "prenumer", "läsa", "læse", "lese ", "tilaaj", "lukemista",
    "logg", "subskryb", "dostęp", "czytać dalej", "przeczytać", "předplatitel", "előfizető",
    "abonați", "подпис", "abone", "συνδρομητ", "会員", "残り", "订阅", "訂閱", "会员", "會員",
)  # fmt: skip
"""Every alternative of the notice has one of these in it."""


def is_paywall_notice(block: Block) -> bool:
    """Whether a block says, in some words, that one has to subscribe to read on."""
    return (
        count_words(block.text) <= NOTICE_WORDS
        and mentions(block.text, _STEMS)
        and bool(_NOTICE.search(block.text))
    )
