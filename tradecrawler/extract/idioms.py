"""The habits of ``phrases`` in some forty more languages: words and nothing but words.

Every phrase begins with a letter, by which it is found: a line is compared with the few phrases
that begin as it does, however many languages there are. Where a script sets no blanks between words
(Chinese, Japanese, Thai), a phrase may go straight on into the next word.
"""

import re
from collections.abc import Iterable, Iterator

_FIRST = re.compile(r"[^\W_]")  # of a line
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
"""Thai, Lao, Burmese, Khmer, kana and Han."""
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")


class Cues:
    """Phrases that a line may begin with, by their first letter."""

    __slots__ = ("_by_letter", "_ended")

    def __init__(self, *lines: str, ending: str = "") -> None:
        """``lines`` of phrases between bars, which may be patterns; ``ending`` is what each is
        followed by, a pattern."""
        self._set((phrase, ending) for phrase in _phrases(lines))

    @classmethod
    def joined(cls, *several: "Cues") -> "Cues":
        """All phrases of several, so that a line's first letter is looked for once."""
        whole = cls()
        whole._set(pair for cues in several for pair in cues._ended)
        return whole

    def _set(self, ended: Iterable[tuple[str, str]]) -> None:
        """Take phrases, each with what it is followed by."""
        self._ended = tuple(ended)
        found: dict[str, list[str]] = {}
        for phrase, ending in self._ended:
            found.setdefault(phrase[0].casefold(), []).append(phrase + _end(phrase) + ending)
        self._by_letter = {
            letter: re.compile("|".join(some), re.IGNORECASE) for letter, some in found.items()
        }

    @property
    def alternatives(self) -> list[str]:
        """The phrases, in their order."""
        return [phrase for phrase, _ in self._ended]

    def match(self, text: str) -> re.Match[str] | None:
        """The phrase that ``text`` begins with, signs before it aside; None without one."""
        first = _FIRST.search(text)
        if first is None:
            return None
        pattern = self._by_letter.get(first[0].casefold()[0])
        return pattern.match(text, first.start()) if pattern is not None else None


def _phrases(lines: tuple[str, ...]) -> Iterator[str]:
    """The phrases of some lines: what stands between bars that are in no bracket."""
    for line in lines:
        depth = start = 0
        for i, char in enumerate(line):
            depth += (char in "([") - (char in ")]")
            if char == "|" and not depth:
                yield line[start:i].strip()
                start = i + 1
        yield line[start:].strip()


def _end(phrase: str) -> str:
    """Where words are set apart, a phrase ends with one."""
    return "" if _IS_UNSPACED.match(phrase) else r"(?!\w)"


PROMOS = Cues(
    # es, pt, it, ca, ro
    r"lee[r]? (?:también|más)|vea (?:también|además)|ver (?:también|además)|mir[ae] también",
    r"te (?:recomendamos|puede interesar)|también (?:te )?puedes? (?:interesar\w*|leer)|le puede interesar",
    r"quizás? te interese|no te pierdas|mira ?:|mire ?:|lea ?:|vea ?:|veja ?:|leia ?:|leggi ?:|sigue leyendo|relacionad[oa]s?|puedes leer",
    r"noticias (?:relacionadas|similares)|notas relacionadas|notícias relaciona\w+|conteúdos? relacionad\w+",
    r"artículos (?:relacionados|similares|recientes)|contenidos? relacionad\w+|temas relacionados",
    r"entradas (?:relacionadas|recientes)|más (?:noticias|información|artículos|leíd[oa]s)|lo más (?:leído|visto)",
    r"leia (?:também|mais|ainda)|veja (?:também|mais)|saiba mais|confira também|matérias relacionadas",
    r"artigos (?:relacionados|similares|recentes)|posts? relacionad\w+|mais (?:lid[oa]s|notícias|sobre)",
    r"as mais lidas|você (?:pode gostar|também pode)|pode (?:também )?(?:gostar|interessar)|não perca",
    r"continue lendo|ler (?:mais|também)|legg(?:i|ete) (?:anche|tutto|pure|di più)|vedi anche|guarda anche",
    r"ti potrebbe(?:ro)? (?:anche )?interessar\w+|potrebbe(?:ro)? (?:anche )?interessar\w+",
    r"articoli (?:correlati|simili|recenti)|notizie correlate|contenuti correlati|per approfondire",
    r"i più letti|le più lette|altri articoli|continua a leggere|scopri (?:di più|anche)|correlati",
    r"llegiu? també|articles relaciona\w+|et pot interessar|el més llegit",
    r"cit(?:ește|iți|eşte|iţi|este|iti) (?:și|şi|si|mai mult|în continuare)|vezi (?:și|şi|si)",
    r"articole (?:similare|recomandate|asemănătoare|pe aceeași temă)|știri (?:similare|pe aceeași temă)",
    r"cele mai citite|te-ar putea interesa|recomand(?:ări|ate)",
    # pl, cs, sk, hu
    r"przeczytaj (?:także|również|też|więcej)|czytaj (?:także|również|też|więcej|dalej)|sprawdź (?:także|też)",
    r"zobacz (?:także|również|też|więcej)|powiązane(?: \w+)?|podobne (?:artykuły|wpisy)|polecamy|polecane(?: \w+)?",
    r"najczęściej czytane|najpopularniejsze|więcej na ten temat|warto przeczytać|może cię zainteresować",
    r"čt(?:ě|e)te (?:také|též|dále|i)|přečtěte si(?: také| i)?|související(?: \w+)?|mohlo by (?:vás|se vám) \w+",
    r"nejčtenější|doporučujeme|podobné články|další (?:články|zprávy)|čítajte (?:aj|tiež|viac)",
    r"prečítajte si(?: aj)?|súvisiace(?: \w+)?|najčítanejšie|odporúčame|ďalšie (?:články|správy)",
    r"olvas(?:sa|d|sák) (?:el|tovább|még)(?: ezt)?(?: is)?|kapcsolódó(?: \w+)?|ajánl(?:ott(?: \w+)?|ó)",
    r"legolvasottabb(?: \w+)?|ezek is érdekelhet\w+|további (?:cikkek|hírek)|lásd még|hasonló cikkek",
    # hr, sr, sl, bg, mk, ru, uk
    r"pročitaj(?:te)? (?:još|i|više)|povezan[ei] \w+|sličn[ei] (?:članci|vijesti|vesti|tekstovi|objave)",
    r"najčitanije|pogledaj(?:te)? (?:još|i)|preberi(?:te)? (?:še|tudi|več)|sorodn[ei] \w+|preporučujemo",
    r"možda će vas zanimati|прочитајте (?:још|и|повеќе)|повезан[еи] \w+|поврзани \w+|најчитаније",
    r"прочетете (?:още|също|повече)|виж(?:те)? (?:още|също|повече)|чет(?:ете|и) (?:още|също)|свързани(?: \w+)?",
    r"още (?:по темата|от|новини)|подобни (?:статии|новини)|най-?\s?четени\w*|препоръч\w+",
    r"чита(?:йте|ть) (?:также|ещё|еще|далее|по теме|подробнее)|смотри(?:те)? также|похожие \w+|связанные \w+",
    r"рекомендуем(?:ые \w+| почитать)?|материалы по теме|новости по теме|статьи по теме|по теме",
    r"самое (?:читаемое|популярное|обсуждаемое)|ещё (?:по теме|новости)|популярное|вам (?:может быть|будет) интересно",
    r"чита(?:йте|ти) (?:також|ще|далі|більше)|див(?:іться|\.) також|схожі \w+|пов.язані \w+|рекомендовані \w+",
    r"матеріали (?:по|за) темою|новини (?:по|за) темою|статті (?:по|за) темою|за темою|найпопулярніше|популярне|радимо",
    # el, tr
    r"διαβάστε (?:επίσης|ακόμα|ακόμη|και|περισσότερα|αναλυτικά)|δείτε (?:επίσης|ακόμα|ακόμη|και)",
    r"σχετικά (?:άρθρα|θέματα|νέα)|σχετικές ειδήσεις|τα πιο \w+|πιο (?:δημοφιλή|διαβασμένα|πολυδιαβασμένα)",
    r"μην χάσετε|περισσότερα (?:για|άρθρα)|τα δημοφιλέστερα",
    r"ayrıca (?:okuyun|bak\w*|bkz)|bunlar(?:ı)? da (?:okuyun|ilgi\w*)|ilgili (?:haber|yazı|içerik|konu)\w*",
    r"benzer (?:haberler|yazılar|içerikler)|en çok okunan\w*|çok okunan\w*|okumaya devam\w*|devamını oku",
    r"ilginizi çekebilir|önerilen(?: \w+)?|daha fazla (?:haber|oku\w*)",
    # sv, da, nb, fi, is, et, lv, lt
    r"läs (?:också|även|mer|vidare)|se (?:också|även|også)|relatera[dt]e?(?: \w+)?|mest läs\w+|liknande artiklar",
    r"mer (?:om|från|läsning)|fler (?:nyheter|artiklar)|rekommendera[dt]e?(?: \w+)?|læs (?:også|mere|videre)",
    r"les (?:også|mer|videre)|relatere(?:de|rte?|t)(?: \w+)?|mest l[æe]ste?|mere (?:om|fra)|anbefalt?e?(?: \w+)?",
    r"flere (?:nyheder|nyheter|artikler|saker)|lignende artikler|lue (?:myös|lisää|seuraavaksi|koko)|katso myös",
    r"aiheeseen liittyv\w+|luetuimmat|suositel\w+|lisää aiheesta|muita artikkeleita|lesa (?:meira|einnig)",
    r"lestu (?:líka|einnig)|tengdar? (?:fréttir|greinar)|mest lesið|loe (?:ka|veel|rohkem|edasi|lisaks)",
    r"seotud \w+|vaata (?:ka|veel)|enim loetud|loetumad|lasi(?:et)? (?:arī|vairāk|vēl)|saistīt\w+(?: \w+)?",
    r"lasītākie|skatīt arī|skaitykite (?:taip pat|daugiau|ir)|taip pat skaitykite|susij\w+ \w+|skaitomiausi|panašūs straipsniai",
    # id, ms, vi
    r"baca (?:juga|selengkapnya|lagi|selanjutnya)|artikel (?:terkait|lainnya|serupa|berkaitan)|selengkapnya",
    r"berita (?:terkait|lainnya|serupa|berkaitan)|lihat (?:juga|lagi)|simak juga|terpopuler|paling (?:populer|banyak dibaca)",
    r"xem (?:thêm|tiếp|ngay)|đọc (?:thêm|tiếp|nhiều(?: nhất)?)|bài(?: viết)? (?:liên quan|tương tự|khác)",
    r"tin(?: tức)? (?:liên quan|cùng chuyên mục|khác|nổi bật)|có thể bạn quan tâm",
    # ar, fa, ur, he
    r"اقر[أاؤ]\w* (?:أيض|ايض|المزيد|كذلك)\S*|إقر[أاؤ]\w* (?:أيض|ايض|المزيد|كذلك)\S*|شاهد (?:أيض|ايض)\S*",
    r"مقالات (?:ذات صلة|مشابهة|متعلقة|أخرى)|أخبار (?:ذات صلة|متعلقة|أخرى)|مواضيع (?:ذات صلة|متعلقة|أخرى)",
    r"موضوعات (?:ذات صلة|متعلقة|أخرى)|ذات صلة|الأكثر (?:قراءة|مشاهدة|شعبية|تداول\S*)|قد (?:يعجبك|يهمك)\S*(?: أيض\S*)?",
    r"بیشتر بخوانید|همچنین بخوانید|بخوانید|مطالب (?:مرتبط|مشابه)|اخبار (?:مرتبط|مشابه)|پربازدید\S*|پربیننده\S*",
    r"یہ بھی پڑھ\S*|مزید (?:پڑھ\S*|خبریں)|متعلقہ خبریں",
    r"קר(?:או|א|אי) (?:גם|עוד|בנוסף)|כתבות (?:נוספות|קשורות|בנושא)|מאמרים (?:נוספים|קשורים)|תכנים נוספים",
    r"עוד (?:בנושא|כתבות|באתר)|אולי יעניין אותך|הנקראות ביותר|נקראות ביותר|הנצפות ביותר|ראו גם|לקריאה נוספת",
    # hi, mr, bn, ta, te
    r"यह भी पढ\S*|ये भी पढ\S*|इसे भी पढ\S*|और पढ\S*|आगे पढ\S*|संबंधित(?: \S+)?|सम्बंधित(?: \S+)?|सबसे (?:ज़्यादा|ज्यादा|अधिक) पढ\S*(?: \S+)?",
    r"हे(?:ही)? वाचा|আর[ওো] পড়ুন|সম্পর্কিত (?:খবর|সংবাদ|নিবন্ধ)|সর্বাধিক পঠিত",
    r"மேலும் (?:படிக்க|வாசிக்க)\S*|இதையும் படி\S*|தொடர்புடைய (?:செய்திகள்|கட்டுரைகள்)|ఇవి కూడా చదవండి|సంబంధిత వార్తలు",
    # ko, ja, zh, th
    r"함께 (?:읽기|보기|볼만한\S*|읽을\S*)|더 (?:읽기|보기)|관련 ?(?:기사|뉴스|글|콘텐츠)|많이 본 ?(?:뉴스|기사|글)?",
    r"인기 ?(?:뉴스|기사|글)|추천 ?(?:뉴스|기사|글)|이 기사와 함께\S*|주요 ?뉴스",
    r"あわせて読|合わせて読|併せて読|こちらも(?:読|おすすめ|どうぞ)|次に読|関連(?:記事|ニュース|リンク|する記事|情報)",
    r"人気(?:記事|の記事|ニュース|ランキング)|おすすめ(?:記事|の記事)|最新(?:記事|ニュース)|こちらの記事も|アクセスランキング|続きを読む|もっと読む",
    r"延伸(?:阅读|閱讀)|相[关關](?:阅读|閱讀|文章|新闻|新聞|报道|報道|報導|内容|內容|推荐|推薦)|推[荐薦](?:阅读|閱讀|文章|内容)",
    r"扩展阅读|更多(?:阅读|閱讀|文章|新闻|新聞|报道|報道)|热门(?:文章|新闻|推荐)|熱門(?:文章|新聞)|最新(?:文章|新闻|新聞)|猜你喜欢|你可能(?:也)?(?:喜欢|感兴趣|會喜歡)|阅读(?:更多|全文)",
    r"อ่าน(?:เพิ่มเติม|ต่อ|ข่าวอื่น)|ข่าวที่เกี่ยวข้อง|บทความที่เกี่ยวข้อง|เรื่องที่เกี่ยวข้อง|ข่าว(?:ยอดนิยม|ล่าสุด|แนะนำ)|บทความ(?:ยอดนิยม|ล่าสุด|แนะนำ)",
)  # fmt: skip
"""Announce other contents, or head a list of them."""

_LINE = r".{0,25}$"
"""A button or label has hardly more behind it."""
_WHERE = (
    r"(?:\s?[:：].*|(?:\s(?:esto|este|esta|el|la|o|a|artículo|artigo|articolo|articolul|noticia|notícia|článek|artykuł|"
    r"статью|статтю|статия\w*|το|το άρθρο|άρθρο|haberi|yazıyı|المقال|الخبر|الصفحة|הכתבה|artikel\w*|artiklen|"
    r"artikkeli|juttu|artiklit|bài viết|ini)){1,2}(?:\s\S*(?:facebook|whatsap|twitter|linkedin)\S*)?|\s(?:en|no|na|nas|su|sui|via|pe|w|v|в|на|στο|på|على|עם|ב\S+)\b.{0,20})?\W*$"
)
"""What follows the word on a button: the article, or where to."""
SHARES = Cues(
    r"compart(?:ir|e|a|ilo|elo)|compartilh(?:e|ar)|partilh(?:e|ar)|condividi|distribui(?:e|ți)?|udostępnij|podziel się|sdíle(?:t|jte)|zdieľa(?:ť|jte)",
    r"megosztás|megosztom|oszd meg|podijeli(?:te)?|podeli(?:te)?|споделете|сподели|поделиться|поделитесь|поділитися|поширити",
    r"κοινοποί\w+|μοιραστείτε|μοιράσου|paylaş(?:ın)?|dela|del|jaa|jaga|deila|dalīties|dalintis|pasidalin\w+|bagikan|kongsi|chia sẻ",
    r"شارك\w*|مشاركة|اشتراک ?گذاری|שתפו|שתף|שיתוף|शेयर(?: करें| कीजिए)?|साझा करें|공유(?:하기)?",
    r"シェア(?:する)?|共有する|この記事をシェア(?:する)?|分享(?:到|至|文章|本文)?|แชร์(?:บทความ|ข่าว)?(?:นี้)?",
    ending=_WHERE,
)  # fmt: skip
ADVERTISEMENTS = Cues(
    r"publicidade?|pubblicità|publicitate|publicitat|reklama|реклама|oglas|hirdetés|διαφήμιση|reklam|annons|annonse",
    r"annonce|mainos|reklaam|reklāma|inzerce|inzercia|iklan|quảng cáo|إعلان|اعلان|تبلیغات|פרסומת|विज्ञापन|광고|広告|スポンサーリンク|广告|廣告|โฆษณา",
    ending=r"\W*$",
)  # fmt: skip
TAGS = Cues(
    r"etiquetas|palabras clave|palavras[- ]chave|parole chiave|etichete|tagi|słowa kluczowe|štítky|klíčová slova|címkék|oznake|ključne (?:riječi|reči)",
    r"тагове|етикети|теги|ключевые слова|ключові слова|ετικέτες|etiketler|ämnen|taggar|nyckelord|emner|emneord|stikord|avainsanat|märksõnad|žymos",
    r"từ khóa|thẻ|kata kunci|الوسوم|وسوم|الكلمات (?:المفتاحية|الدلالية)|برچسب\S*|תגיות|टैग|태그|タグ|标签|標籤|关键词|關鍵詞|แท็ก|คำค้น",
    ending=r"\s?[:：]",
)  # fmt: skip
READING_TIMES = Cues(
    r"tiempo de lectura|tempo (?:de leitura|di lettura)|timp de citire|czas czytania|doba čtení|čas čítania|olvasási idő|vrijeme čitanja",
    r"време за четене|время чтения|час читання|χρόνος ανάγνωσης|okuma süresi|lästid|læsetid|lesetid|lukuaika|waktu baca|thời gian đọc",
    r"مدة القراءة|وقت القراءة|زمان مطالعه|זמן קריאה|पढ़ने का समय|읽는 시간|この記事は約?\d+分|約\d+分で読|阅读(?:时间|约需)|閱讀時間|预计阅读|เวลา(?:ในการ)?อ่าน",
    ending=_LINE,
)  # fmt: skip
CREDITS = Cues(
    r"fotografías?|fotografias?|fotó|fotók|fotoğraf(?:lar)?|fotografija|fotos|fotot|kuvat?|valokuva|bilder|imagem|imagen|immagine|zdjęci[ea]|snímek|slika",
    r"снимк[аи]|фото|φωτ[οό]|φωτογραφί[αε]\w*|ảnh|hình ảnh|تصوير|صورة|الصورة|عکس|צילום|תמונה|फोटो|फ़ोटो|तस्वीर|사진|写真|撮影|摄影|攝影|图片|圖片|图|圖|ภาพ",
    ending=r"\s?[:：©/]",
)  # fmt: skip
FOLLOWS = Cues(
    r"síguenos|siga-nos|segu(?:ici|i-nos)|urmărește-ne|urmăriți-ne|obserwuj nas|śledź nas|sledujte nás|köves\w+ (?:minket|bennünket)|pratite nas",
    r"последвайте ни|подпи\w+ на (?:нас|наш\w*)|підпи\w+ на (?:нас|наш\w*)|следите за нами|ακολουθήστε μας|bizi\b.{0,40}takip\w*|följ oss|følg oss?",
    r"seuraa meitä|ikuti kami|theo dõi (?:chúng tôi|trang)|تابعونا|تابعنا|تابعوا|עקבו אחר\S*|हमें .{0,30}(?:फॉलो|फ़ॉलो)|フォローする|关注我们|關注我們|ติดตามเรา",
    ending=r".{0,80}$",
)  # fmt: skip
RIGHTS = Cues(
    r"todos los derechos|todos os direitos|tutti i diritti|toate drepturile|wszelkie prawa|všechna práva|všetky práva|minden jog|sva prava",
    r"всички права|все права|всі права|με επιφύλαξη|tüm hakları|her hakkı|alla rättigheter|alle rett?igheter|kaikki oikeudet|kõik õigused",
    r"hak cipta|bản quyền|جميع الحقوق|تمامی حقوق|כל הזכויות|सर्वाधिकार|저작권자|無断転載|版权所有|版權所有|สงวนลิขสิทธิ์|ลิขสิทธิ์",
)  # fmt: skip
_COMMENT = (
    r"comentarios|comentários|commenti|comentari[is]|komentarz[ey]|komentář[eů]|komentáre|hozzászólás(?:ok)?|kommentarer|kommentit|kommentaarid"
    r"|komentāri|komentarai|komentari?|коментар[иі]|комментари[ий]|σχόλια|yorum(?:lar)?|bình luận|التعليقات|تعليقات|نظرات|دیدگاه\S*|תגובות|टिप्पणियाँ|टिप्पणियां|댓글|コメント|评论|評論|留言|ความคิดเห็น"
)
COMMENTS = Cues(_COMMENT, ending=r"\W*(?:\d+\W*\w?\W*)?$")
"""Head readers' comments, with their number or without."""
LEAVES = Cues(
    r"deja (?:un|tu) comentario|escribe un comentario|deixe (?:um|o seu|seu) comentário|lascia un commento|lasă un comentariu|dodaj komentarz",
    r"napisz komentarz|přidat komentář|pridať komentár|szólj hozzá|ostavi(?:te)? komentar|напиши\w* коментар|остави\w* коментар|оставить комментарий",
    r"добавить комментарий|залишити коментар|додати коментар|αφήστε (?:ένα )?σχόλιο|yorum (?:yap|yaz)\w*|bir yorum|skriv en kommentar|lämna en kommentar|lägg till kommentar",
    r"kirjoita kommentti|kommentoi\W*$|jäta kommentaar|tinggalkan (?:komentar|balasan)|viết bình luận|để lại (?:bình luận|một bình luận)|gửi bình luận|اترك (?:تعليق|رد)\S*|أضف تعليق\S*",
    r"כתבו תגובה|הוסיפו תגובה|כתיבת תגובה|टिप्पणी (?:करें|लिखें|छोड़ें)|댓글 (?:쓰기|남기기|작성)|コメントを(?:書く|残す|する)|发表(?:评论|回复)|發表(?:評論|迴響|留言)|แสดงความคิดเห็น",
)  # fmt: skip
"""Invite readers to comment."""

CHANNELS = (
    "bolet", "biuletyn", "hírlev", "бюлетин", "рассылк", "розсилк", "ενημερωτικ", "bülten", "nyhetsbrev",
    "nyhedsbrev", "uutiskirj", "uudiskir", "buletin", "bản tin", "نشرت", "النشرة", "البريدية", "خبرنامه",
    "ניוזלטר", "דיוור", "न्यूज़लेटर", "न्यूजलेटर", "뉴스레터", "メールマガジン", "メルマガ", "ニュースレター", "电子报",
    "電子報", "จดหมายข่าว",
)  # fmt: skip
"""Parts of what newsletters are called."""
INVITES = re.compile(
    r"(?<!\w)(?:suscr[ií]b|únete|únase|hazte miembro|assin(?:e|ar)\b|inscrev|abonea|абонирай|zapisz się|subskryb|přihla(?:s|š)|prihlás|iratkoz|"
    r"feliratkoz|pretplati|prijavite se|naročite se|подпи(?:шитесь|сывайтесь|шись|саться)|підпи(?:шіться|суйтес|сатися)|"
    r"εγγραφ|abone ol|kaydol|prenumerera|anmäl dig|tilmeld dig|meld deg|tilaa|liitu|berlangganan|langgan|daftarkan diri|"
    r"đăng ký|اشترك|سجلوا|הירשמו|הצטרפו|सदस्यता|सब्सक्राइब|구독)|登録|購読|订阅|訂閱|สมัคร|ลงทะเบียน",
    re.IGNORECASE,
)
"""What asks the reader to subscribe."""

SIGNED = Cues(
    r"autor(?:a|ka|ii|i|es|en|e|as|ė)?|auteure?s?|authors?|text[eo]?|testo|tekst[i]?|szerző|írta|автор\w*|текст|συντάκτης|συντάκτρια|κείμενο",
    r"yazan|yazar|haber|tác giả|oleh|penulis|بقلم|كتب|كتبت|الكاتب|نویسنده|מאת|כתב|लेखक|लेखिका|글|文|作者|撰文|记者|記者|ผู้เขียน|เรื่อง|รายงานโดย",
    ending=r"\s?[:：]\s*[^\W\d_]",
)  # fmt: skip
"""Label who has written a text."""
_NAME = r"[^\W\d_a-zß-öø-ÿά-ώа-яё][\w.’'-]+"
BYLINE = re.compile(
    rf"^(?:[Aa][fv]|AV|AF|[Dd]i|DI|[Pp]or|[Oo]leh|[Оо][тд]|[ΤT]ου|[ΤT]ης)\s{_NAME}(?:\s{_NAME}){{1,3}}$|"
    r"^โดย\s?\S{3,}(?:\s\S+)?$|^\S{2,4} ?(?:기자|記者|记者)$"
)
"""A line that is nothing but a common word and a full name."""
