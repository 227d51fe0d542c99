"""The words of walls and error pages, and short news that comes near them."""

import pytest

from tradecrawler.extract.walls import is_consent_wall, is_login_wall, is_soft_404

GONE = (
    ("en", "The page you are looking for could not be found."),
    ("en", "Sorry, we can't find that page. Try the search instead."),
    ("fr", "Cette page n'existe plus."),
    ("nl", "De pagina kon niet worden gevonden."),
    ("de", "Die Seite, die Sie suchen, wurde leider nicht gefunden."),
    ("es", "La página que busca no existe o ha cambiado de dirección."),
    ("it", "La pagina richiesta non è stata trovata."),
    ("pt", "A página que procura não foi encontrada."),
    ("pl", "Strona, której szukasz, nie istnieje."),
    ("sv", "Sidan du söker finns inte längre."),
    ("da", "Siden blev ikke fundet."),
    ("nb", "Siden du leter etter ble ikke funnet."),
    ("fi", "Hakemaasi sivua ei löytynyt."),
    ("cs", "Stránka nebyla nalezena."),
    ("hu", "A keresett oldal nem található."),
    ("ro", "Pagina căutată nu a fost găsită."),
    ("ru", "Запрашиваемая страница не найдена."),
    ("uk", "Сторінку не знайдено."),
    ("tr", "Aradığınız sayfa bulunamadı."),
    ("el", "Η σελίδα δεν βρέθηκε."),
    ("ja", "お探しのページは見つかりませんでした。"),
    ("zh", "您访问的页面不存在。"),
    ("ko", "요청하신 페이지를 찾을 수 없습니다."),
    ("ar", "الصفحة المطلوبة غير موجودة."),
)
FILLER = "There is much else to read in our magazine about shops and the people behind them. " * 3


@pytest.mark.parametrize(("language", "text"), GONE)
def test_a_page_that_is_not_there(language: str, text: str) -> None:
    assert is_soft_404("Rayons Pro", f"{text}\n{FILLER[:80]}"), language
    assert is_soft_404(text, FILLER), language


@pytest.mark.parametrize(
    "headline", ["404", "Error 404", "404 - Not found", "Fehler 404", "Not Found", "Introuvable!"]
)
def test_a_headline_that_is_an_error(headline: str) -> None:
    assert is_soft_404(headline, FILLER)


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("Missing van not found", "The van with the cheese was not found. Police search on. " * 3),
        ("404 new shops for the chain in spring", FILLER),
        ("Recall", "The spread is no longer available in shops, the maker said on Monday. " * 3),
        ("Rappel", "Le fromage n'existe plus en magasin, a dit le fabricant ce lundi matin. " * 3),
    ],
)
def test_briefs_about_what_is_gone(headline: str, text: str) -> None:
    assert not is_soft_404(headline, text)


CONSENT = (
    ("es", "Usamos cookies propias y de terceros. Puede aceptar todas las cookies, rechazarlas o "
           "configurar sus preferencias en nuestra política de privacidad."),
    ("it", "Utilizziamo i cookie. Con il tuo consenso usiamo cookies di terzi. Puoi accettare, "
           "rifiutare o gestire le impostazioni."),
    ("pt", "Utilizamos cookies. Pode aceitar todos os cookies ou rejeitar, como explica a nossa "
           "política de privacidade."),
    ("pl", "Używamy plików cookie. Możesz wyrazić zgodę albo zmienić ustawienia. Więcej w polityce "
           "prywatności."),
    ("sv", "Vi använder cookies. Du kan godkänna alla eller ändra dina inställningar. Läs mer i "
           "vår integritetspolicy."),
    ("da", "Vi bruger cookies. Du kan acceptere alle eller afvise. Dit samtykke kan trækkes "
           "tilbage."),
    ("nb", "Vi bruker cookies. Du kan godta alle eller endre innstillinger. Samtykket gjelder."),
    ("cs", "Používáme soubory cookie. Svůj souhlas můžete odmítnout nebo přijmout v nastavení."),
    ("ru", "Мы используем файлы cookie. Чтобы принять условия, дайте согласие или откройте "
           "настройки."),
    ("tr", "Çerez kullanıyoruz. Tümünü kabul et veya ayarlar bölümünden gizlilik tercihini seç."),
    ("ja", "当サイトはクッキーを使用します。同意するか、設定を変更してください。"),
)  # fmt: skip


@pytest.mark.parametrize(("language", "text"), CONSENT)
def test_a_page_that_asks_for_consent(language: str, text: str) -> None:
    assert is_consent_wall("Rayons Pro", text), language


@pytest.mark.parametrize(
    "text",
    [
        "Le due sigle trovano un consenso sul contratto. Le imprese accettano l'aumento e la "
        "riduzione dell'orario, con il consenso dei delegati riuniti a Bologna.",
        "Związki wyraziły zgodę na nowy system. Za zgodą rady sklep zaakceptuje kartę klienta, a "
        "zgoda obowiązuje od wiosny we wszystkich oddziałach sieci.",
        "Les deux groupes acceptent de partager leurs données. Leur accord de confidentialité "
        "refuse toute publication, et la confidentialité vaut pour dix ans.",
    ],
)
def test_briefs_about_agreements(text: str) -> None:
    assert not is_consent_wall("Un accord", text)


@pytest.mark.parametrize(
    "text",
    ["Please sign in to continue.", "Inicie sesión para ver esta página.",
     "Zaloguj się, aby czytać.",
     "Logga in för att läsa.", "Войдите, чтобы читать дальше.", "ログインしてください。"],
)  # fmt: skip
def test_a_page_that_asks_to_log_in(text: str) -> None:
    assert is_login_wall("Rayons Pro", text)


def test_longer_texts_may_speak_of_logging_in() -> None:
    assert not is_login_wall("", "Customers log in at the till with their card. " * 5)
