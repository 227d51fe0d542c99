"""What walls and error pages say: that there is nothing here, that one has to consent or log in.

Each phrase names its own subject (the *page* is not found, not the lost dog), and is tried on short
pages only: an article may speak of such things, a brief one seldom in these words.
"""

import re

from tradecrawler.extract.text import count_words

NOTICE_WORDS = 120
"""Below this a page whose headline talks like an error page, or which talks of consent, is one."""
ERROR_WORDS = 60
"""Below this its text alone may say so; more words of an error page are those of its search box and
of what else there is to read, and no text."""
STUB_WORDS = 25
"""Below this a number or two words are enough."""


def _any_of(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


_GONE = _any_of(
    r"\b(?:page|article|story|url)\b[^.?!]{0,60}(?:not (?:be )?found|"
    r"n.t be found|(?:does not|doesn.t|no longer|not) exists?\b|no longer available|not available)",
    r"(?:could.?n.t|could not|can.?t|cannot|unable to|can not) find (?:\w+ ){0,2}"
    r"(?:page|article|story|document)",
    r"\b(?:page|article|contenu|document)\b[^.?!]{0,60}(?:introuvable|non trouvée?|"
    r"n.existe (?:pas|plus)|n.est (?:pas|plus) disponible)",
    r"\b(?:pagina|artikel)\b[^.?!]{0,60}(?:niet (?:\w+ )?(?:gevonden|beschikbaar)|bestaat niet)",
    r"\b(?:seite|artikel|inhalt|dokument)\b[^.?!]{0,60}(?:nicht (?:\w+ )?(?:gefunden|verfügbar|"
    r"vorhanden)|existiert nicht)",
    r"\b(?:página|artículo|contenido)\b[^.?!]{0,60}(?:no (?:ha sido )?encontrad|no se (?:ha )?"
    r"enc(?:o|ue)ntr|no existe|no está disponible)",
    r"no (?:hemos encontrado|encontramos|se encontró|se ha encontrado) (?:la|el|esta|este) "
    r"(?:página|artículo)",
    r"\b(?:pagina|articolo|contenuto)\b[^.?!]{0,60}(?:non (?:è stat[ao] )?trovat|non esiste|"
    r"inesistente|non (?:è )?(?:più )?disponibile)",
    r"\b(?:página|artigo|conteúdo|matéria)\b[^.?!]{0,60}(?:não (?:foi )?encontrad|não existe|"
    r"não está (?:mais )?disponível|inexistente)",
    r"\b(?:strona|strony|artykuł|podstrona)\b[^.?!]{0,60}(?:nie (?:istnieje|została znaleziona|"
    r"został znaleziony))|nie (?:znaleziono|możemy znaleźć) (?:\w+ )?(?:strony|artykułu)",
    r"\b(?:sidan|artikeln)\b[^.?!]{0,60}(?:hittades inte|kunde inte hittas|finns inte)|"
    r"(?:hittar|hittade) inte sidan",
    r"\b(?:siden|artiklen|artikkelen)\b[^.?!]{0,60}(?:ikke (?:fundet|funnet|findes)|"
    r"fin(?:d|n)es ikke|eksisterer ikke)|(?:fant|finner|finder|fandt) ikke siden",
    r"\b(?:sivua|sivu|artikkelia)\b[^.?!]{0,60}(?:ei löydy|ei löytynyt|ei ole olemassa)",
    r"\b(?:stránka|stránku|článek|článok)\b[^.?!]{0,60}(?:nenalezen|neexistuje|neb\w+ nalezen|"
    r"nena(?:šla|jde)|nebola nájdená)",
    r"\b(?:oldal|cikk)\b[^.?!]{0,60}nem (?:található|létezik)",
    r"\b(?:pagina|articolul)\b[^.?!]{0,60}nu (?:a fost găsit|există|mai există|este disponibil)",
    r"\b(?:страниц|стать|материал)\w*[^.?!]{0,60}не (?:найден|существует)",
    r"\bсторінк\w*[^.?!]{0,60}не (?:знайден|існує)",
    r"\bsayfa\w*[^.?!]{0,60}(?:bulunamad|mevcut değil)",
    r"\bσελίδα\b[^.?!;]{0,60}δεν (?:βρέθηκε|υπάρχει)",
    r"(?:ページ|記事)[^。]{0,30}(?:見つかりません|存在しません|ございません)",
    r"(?:页面|頁面|网页|網頁)[^。]{0,20}(?:不存在|未找到|找不到)|找不到[^。]{0,10}(?:页面|頁面|网页|網頁)",
    r"페이지[^.]{0,20}(?:찾을 수 없|존재하지 않)",
    r"الصفحة[^.]{0,40}(?:غير موجودة|لم يتم العثور)",
)
_ERROR = _any_of(
    r"^\W*(?:(?:http )?(?:error|erreur|fehler|fout|errore|erro|błąd|fel|fejl|feil|hata|ошибка)\W*)?"
    r"(?:404|410)\b(?!\W*[^\W\d_]+\s+[^\W\d_]+\s+[^\W\d_]+\s+[^\W\d_]+)",
    r"^\W*(?:not found|introuvable|niet gevonden|nicht gefunden|no encontrad[ao]|non trovat[ao]|"
    r"não encontrad[ao]|nie znaleziono|hittades inte|ikke fundet|ikke funnet|ei löytynyt|"
    r"nenalezeno|nem található|не найдено|bulunamadı|見つかりません|未找到)\W*$",
)
"""A headline that is the number of the error, with three more words at most, or nothing else."""
_STUB = _any_of(
    r"\b404\b",
    r"not found|(?:no longer|not) (?:exist|available)",
    r"introuvable|n.existe (?:pas|plus)",
    r"niet gevonden|bestaat niet",
    r"nicht gefunden|existiert nicht",
    r"no encontrad[ao]|non trovat[ao]|não encontrad[ao]",
    r"nie znaleziono|nenalezen|nem található",
    r"hittades inte|ikke (?:fundet|funnet)|ei löyty",
    r"не найден|bulunamad|見つかりません|未找到|不存在",
)

_TRACKERS = _any_of(
    r"cookies?\b", r"traceurs?\b", r"tracking\b", r"\bgdpr\b", r"\brgpd\b", r"\blgpd\b",
    r"\brodo\b", r"ciastecz", r"evästei", r"\bsütik", r"\bçerez", r"\bкуки\b", r"クッキー",
)  # fmt: skip
_CONSENT = _any_of(
    r"consent\b", r"\bavg\b", r"privacy", r"toestemming", r"confidentialité", r"vie privée",
    r"consentement", r"datenschutz", r"einwilligung", r"zustimm", r"consentimi?ento",
    r"privacidade?\b", r"\bconsenso\b", r"prywatnoś", r"\bzgod[ęay]\b", r"samtycke",
    r"integritet", r"samtykke",
    r"personvern", r"privatliv", r"suostumu", r"tietosuoja", r"souhlas", r"soukrom", r"hozzájárul",
    r"adatvéd", r"consimțăm", r"confidențialit", r"согласи[ея]", r"конфиденциальн", r"gizlilik",
    r"\brıza", r"συγκατάθεση", r"απορρήτου", r"プライバシー", r"同意", r"隐私|隱私",
)  # fmt: skip
_CHOICE = _any_of(
    r"accept", r"agree\b", r"refus", r"reject", r"continu", r"akkoord", r"aanvaard", r"toestaan",
    r"weiger", r"instellingen", r"akzeptier", r"ablehnen", r"einstellungen", r"paramétr",
    r"préférences", r"preferen[cz]", r"acept", r"aceit", r"accett", r"rechaz", r"rifiut", r"rejeit",
    r"recus", r"impostazioni", r"configur", r"akcept", r"odrzu", r"ustawie", r"godkänn", r"avvis",
    r"inställning", r"accepter", r"afvis", r"indstilling", r"godta", r"innstilling", r"hyväksy",
    r"asetu", r"přijm", r"odmít", r"nastaven", r"elfogad", r"elutasít", r"beállít", r"setări",
    r"приня", r"отклон", r"настройк", r"kabul", r"reddet", r"ayarlar", r"αποδοχ|αποδέχ", r"ρυθμίσ",
    r"許可|拒否|設定", r"接受|拒绝|设置",
)  # fmt: skip
_LOGIN = _any_of(
    r"\b(?:log ?in|log on|sign in|connectez-vous|identifiez-vous|inloggen|anmelden|einloggen|"
    r"inici[ae] sesión|iniciar sesión|accedi|effettua il login|inicie sessão|iniciar sessão|"
    r"faça login|zaloguj|logga in|log ind|logg inn|kirjaudu|přihlas\w*|bejelentkez\w*|"
    r"autentific\w*|войдите|войти|увійдіть|увійти|giriş yap\w*|oturum aç\w*|συνδεθείτε)\b",
    r"ログイン|登录|登入|로그인",
)


def is_soft_404(headline: str, text: str) -> bool:
    """Whether a page that answered says that there is no such page."""
    number = count_words(text)
    if number >= NOTICE_WORDS:
        return False
    if _GONE.search(headline) or _ERROR.search(headline):
        return True
    if number < STUB_WORDS and _STUB.search(f"{headline}\n{text}"):
        return True
    return number < ERROR_WORDS and bool(_GONE.search(text))


def is_consent_wall(headline: str, text: str) -> bool:
    """Whether a page asks to be allowed cookies, and shows nothing else."""
    number = count_words(text)
    if number >= NOTICE_WORDS:
        return False
    everything = f"{headline}\n{text}"
    trackers, consents = len(_TRACKERS.findall(everything)), len(_CONSENT.findall(everything))
    asks = bool(_CHOICE.search(everything))
    # two words of it, or one on a stub; agreements are news, trackers seldom
    return trackers > 0 and asks and (number < STUB_WORDS or trackers + consents >= 2)


def is_login_wall(headline: str, text: str) -> bool:
    """Whether a page of a few words asks the reader to log in."""
    return count_words(text) < STUB_WORDS and bool(_LOGIN.search(f"{headline}\n{text}"))
