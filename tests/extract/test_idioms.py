"""The habits of the trade in further languages: every line is invented, none is of a magazine."""

import pytest

from tests.extract.samples import document, items, lines, paragraphs, read
from tradecrawler.extract import idioms, phrases

LINES: dict[str, tuple[str, ...]] = {
    # promo, heading of promos, share, advertisement, tags, reading time, credit, call, comments
    "ar": ("اقرأ أيضاً: أسعار الدقيق تتراجع", "مقالات ذات صلة", "شارك المقال", "إعلان", "الوسوم: خبز",
           "مدة القراءة: 3 دقائق", "تصوير: ليلى حداد", "اشترك في نشرتنا البريدية كل صباح.", "التعليقات (2)"),
    "he": ("קראו גם: מחירי הקמח יורדים", "כתבות נוספות", "שתפו", "פרסומת", "תגיות: לחם", "זמן קריאה: 3 דקות",
           "צילום: דנה לוי", "הירשמו לניוזלטר שלנו.", "תגובות (2)"),
    "th": ("อ่านเพิ่มเติม: ราคาแป้งลดลง", "ข่าวที่เกี่ยวข้อง", "แชร์บทความนี้", "โฆษณา", "แท็ก: ขนมปัง", "เวลาอ่าน 3 นาที",
           "ภาพ: สมหญิง รักดี", "สมัครรับจดหมายข่าวของเราทุกเช้า", "ความคิดเห็น (2)"),
    "ja": ("あわせて読みたい：小麦粉の価格が下落", "関連記事", "この記事をシェア", "広告", "タグ：パン", "この記事は約3分で読めます",
           "撮影：佐藤 健", "メールマガジンに登録すると毎朝届きます。", "コメント（2件）"),
    "zh": ("延伸阅读：面粉价格下跌", "相关文章", "分享到：", "广告", "标签：面包", "阅读时间：3分钟", "摄影：王芳",
           "订阅我们的电子报。", "评论（2）"),
    "ko": ("함께 읽기: 밀가루 가격 하락", "관련기사", "공유하기", "광고", "태그: 빵", "읽는 시간 3분", "사진: 이영희",
           "뉴스레터를 구독하세요.", "댓글 2"),
    "hi": ("यह भी पढ़ें: आटे के दाम घटे", "संबंधित ख़बरें", "शेयर करें", "विज्ञापन", "टैग: रोटी", "पढ़ने का समय: 3 मिनट",
           "फोटो: सीमा शर्मा", "हमारे न्यूज़लेटर की सदस्यता लें।", "टिप्पणियाँ (2)"),
    "el": ("Διαβάστε επίσης: Πέφτουν οι τιμές", "Σχετικά άρθρα", "Μοιραστείτε το άρθρο", "Διαφήμιση", "Ετικέτες: ψωμί",
           "Χρόνος ανάγνωσης: 3 λεπτά", "Φωτογραφία: Μαρία Λάμπρου", "Εγγραφείτε στο newsletter μας.", "Σχόλια (2)"),
    "bg": ("Прочетете още: Цените падат", "Свързани статии", "Споделете", "Реклама", "Тагове: хляб",
           "Време за четене: 3 минути", "Снимка: Мария Петрова", "Абонирайте се за нашия бюлетин.", "Коментари (2)"),
    "ru": ("Читайте также: Цены снижаются", "Похожие материалы", "Поделиться", "Реклама", "Теги: хлеб",
           "Время чтения: 3 минуты", "Фото: Анна Белова", "Подпишитесь на нашу рассылку.", "Комментарии (2)"),
    "tr": ("Ayrıca okuyun: Un fiyatları düştü", "İlgili haberler", "Paylaş", "Reklam", "Etiketler: ekmek",
           "Okuma süresi: 3 dakika", "Fotoğraf: Zeynep Kaya", "Bültenimize abone olun.", "Yorumlar (2)"),
    "vi": ("Xem thêm: Giá bột mì giảm", "Bài viết liên quan", "Chia sẻ bài viết", "Quảng cáo", "Từ khóa: bánh mì",
           "Thời gian đọc: 3 phút", "Ảnh: Trần Thị Bình", "Đăng ký nhận bản tin của chúng tôi.", "Bình luận (2)"),
    "fi": ("Lue myös: Jauhojen hinta laski", "Aiheeseen liittyvää", "Jaa artikkeli", "Mainos", "Avainsanat: leipä",
           "Lukuaika: 3 min", "Kuva: Anna Laine", "Tilaa uutiskirjeemme.", "Kommentit (2)"),
    "hu": ("Olvassa el ezt is: Csökken a liszt ára", "Kapcsolódó cikkek", "Megosztás", "Hirdetés", "Címkék: kenyér",
           "Olvasási idő: 3 perc", "Fotó: Nagy Péter", "Iratkozzon fel hírlevelünkre.", "Hozzászólások (2)"),
    "pl": ("Przeczytaj także: Ceny mąki spadają", "Powiązane artykuły", "Udostępnij", "Reklama", "Tagi: chleb",
           "Czas czytania: 3 minuty", "Zdjęcie: Anna Nowak", "Zapisz się do newslettera.", "Komentarze (2)"),
    "cs": ("Čtěte také: Ceny mouky klesají", "Související články", "Sdílet", "Reklama", "Štítky: chléb",
           "Doba čtení: 3 minuty", "Foto: Jana Malá", "Přihlaste se k odběru newsletteru.", "Komentáře (2)"),
    "sv": ("Läs också: Mjölpriset sjunker", "Relaterade artiklar", "Dela artikeln", "Annons", "Ämnen: bröd",
           "Lästid: 3 minuter", "Foto: Karin Berg", "Prenumerera på vårt nyhetsbrev.", "Kommentarer (2)"),
    "da": ("Læs også: Melprisen falder", "Relaterede artikler", "Del artiklen", "Annonce", "Emner: brød",
           "Læsetid: 3 minutter", "Foto: Lise Dam", "Tilmeld dig vores nyhedsbrev.", "Kommentarer (2)"),
    "id": ("Baca juga: Harga tepung turun", "Artikel terkait", "Bagikan", "Iklan", "Kata kunci: roti",
           "Waktu baca: 3 menit", "Foto: Siti Rahma", "Berlangganan buletin kami.", "Komentar (2)"),
    "es": ("Lee también: Baja el precio de la harina", "Noticias relacionadas", "Compartir", "Publicidad",
           "Etiquetas: pan", "Tiempo de lectura: 3 minutos", "Fotografía: Marta Ríos", "Suscríbete a nuestro boletín.",
           "Comentarios (2)"),
    "pt": ("Leia também: Preço da farinha cai", "Notícias relacionadas", "Compartilhe", "Publicidade",
           "Palavras-chave: pão", "Tempo de leitura: 3 minutos", "Imagem: Carla Dias", "Assine nossa newsletter.",
           "Comentários (2)"),
    "it": ("Leggi anche: Cala il prezzo della farina", "Articoli correlati", "Condividi", "Pubblicità",
           "Parole chiave: pane", "Tempo di lettura: 3 minuti", "Foto: Anna Gallo", "Iscriviti alla newsletter.",
           "Commenti (2)"),
    "ro": ("Citește și: Scade prețul făinii", "Articole similare", "Distribuie", "Publicitate", "Etichete: pâine",
           "Timp de citire: 3 minute", "Foto: Elena Pop", "Abonează-te la newsletter.", "Comentarii (2)"),
}  # fmt: skip


@pytest.mark.parametrize("language", LINES)
def test_what_lines_around_an_article_say(language: str) -> None:
    promo, heading, *furniture, call, comments = LINES[language]
    assert phrases.is_promo(promo)
    assert phrases.split_cue(promo)[0] is not None
    assert phrases.is_promo(heading)
    assert phrases.is_ending(heading)
    for line in furniture:
        assert phrases.is_furniture(line), line
    assert phrases.is_call_to_subscribe(call)
    assert phrases.is_ending(comments)
    assert phrases.is_comments_heading(comments)


@pytest.mark.parametrize(
    "line",
    [
        "Compartir piso en verano",
        "Del 2 af serien om brød",
        "Dela upp degen i fyra delar",
        "Fotoğrafçılar ödül aldı",
        "Reklamebranchen vokser igen",
        "Η διαφήμιση αλλάζει",
        "Ακολουθήστε τα βήματα της συνταγής",
        "Komentarze polityków po głosowaniu",
        "広告業界の売上が伸びる",
        "Президент подписал закон, сообщает его канал в Telegram",
        "Se vende en la caja a un precio simbólico",
        "Przeczytaj pełny przewodnik.",
        "Daha fazla ayrıntı için rehbere bakın.",
    ],
)
def test_lines_of_an_article_that_begin_so(line: str) -> None:
    assert not phrases.is_furniture(line)
    assert not phrases.is_call_to_subscribe(line)
    assert not phrases.is_ending(line)


def test_every_phrase_begins_with_a_letter() -> None:
    for name in vars(idioms):
        cues = getattr(idioms, name)
        if isinstance(cues, idioms.Cues):
            assert [phrase for phrase in cues.alternatives if not phrase[0].isalpha()] == []


TEXTS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    # headline, byline and date, paragraphs
    "ar": ("مخابز الحي تتخلى عن الأكياس", "بقلم: سامي الخطيب | ٢٣ نوفمبر ٢٠٢٦", (
        "قال مدير السلسلة إن الزبائن أعادوا في الأسبوع الأول أكثر من ثلاثة آلاف كيس، وإن الطلب على الأكياس "
        "الجديدة فاق التوقعات في معظم الفروع، ولا سيما في الأحياء القريبة من المدارس.",
        "وأوضح أن تكلفة الكيس الواحد لا تتجاوز ضعف تكلفة الكيس القديم، لكنه يستخدم مئات المرات، وهو ما يخفض "
        "النفقات على المدى البعيد ويقلل كمية النفايات في الشوارع.",
        "وتخطط الشركة لتوسيع التجربة لتشمل اثني عشر فرعاً في ثلاث مدن، على أن تنشر نتائجها في الربيع المقبل.")),
    "th": ("ร้านเบเกอรี่ชุมชนเลิกใช้ถุงพลาสติก", "โดย สมชาย ใจดี | 23 พฤศจิกายน 2569", (
        "ผู้จัดการร้านกล่าวว่าในสัปดาห์แรกลูกค้านำถุงกลับมาคืนมากกว่าสามพันใบ และความต้องการถุงแบบใหม่สูงกว่าที่คาดไว้ในเกือบทุกสาขา",
        "เขาอธิบายว่าต้นทุนของถุงหนึ่งใบไม่เกินสองเท่าของถุงแบบเก่า แต่ใช้ซ้ำได้หลายร้อยครั้ง ทำให้ค่าใช้จ่ายในระยะยาวลดลง",
        "บริษัทวางแผนขยายการทดลองไปยังสิบสองสาขาในสามเมือง และจะเผยแพร่ผลทั้งหมดในฤดูใบไม้ผลิหน้า")),
    "ja": ("街のパン屋がレジ袋を廃止へ", "文：山田 花子 | 2026年11月23日", (
        "チェーンの店長によると、最初の一週間で客が返却した袋は三千枚を超え、新しい袋への需要は学校に近い地域を中心に予想を上回ったという。",
        "店長は「袋一枚の費用は以前の二倍以下だが、何百回も使えるため長期的には経費が下がり、街のごみも減る」と説明する。",
        "同社は三つの都市の十二店舗に試みを広げ、来年の春にすべての結果を公表する計画だ。")),
    "hi": ("मोहल्ले की बेकरियों ने थैलियाँ छोड़ीं", "लेखक: राहुल वर्मा | 23 नवंबर 2026", (
        "शृंखला के प्रबंधक ने बताया कि पहले सप्ताह में ग्राहकों ने तीन हज़ार से अधिक थैलियाँ लौटाईं और लगभग सभी दुकानों में नई थैलियों की माँग अनुमान से अधिक रही।",
        "उन्होंने कहा कि एक थैली की लागत पुरानी थैली से दोगुनी से अधिक नहीं है, पर वह सैकड़ों बार काम आती है, जिससे लंबे समय में ख़र्च घटता है।",
        "कंपनी इस प्रयोग को तीन शहरों की बारह दुकानों तक बढ़ाने और अगले वसंत में सारे नतीजे प्रकाशित करने की योजना बना रही है।")),
    "bg": ("Кварталните пекарни се отказват от торбичките", "Автор: Иван Стоянов | 23 ноември 2026 г.", (
        "Управителят на веригата каза, че през първата седмица клиентите са върнали повече от три хиляди торбички и "
        "че търсенето на новите е надхвърлило очакванията в повечето магазини.",
        "Той обясни, че цената на една торбичка не надвишава двойно тази на старата, но тя се използва стотици пъти.",
        "Компанията планира да разшири опита в дванадесет магазина и да публикува всички резултати през пролетта.")),
    "sv": ("Kvartersbagerierna slutar med plastpåsar", "Av Erik Lindgren | 23 november 2026", (
        "Kedjans chef berättar att kunderna den första veckan lämnade tillbaka mer än tretusen påsar och att "
        "efterfrågan på de nya kassarna överträffade förväntningarna i nästan alla butiker.",
        "Han förklarar att en kasse kostar högst dubbelt så mycket som den gamla påsen men används hundratals gånger.",
        "Företaget planerar att utvidga försöket till tolv butiker i tre städer och offentliggöra resultaten i vår.")),
}  # fmt: skip


@pytest.mark.parametrize("language", TEXTS)
def test_an_article_among_its_furniture(language: str) -> None:
    headline, signed, text = TEXTS[language]
    promo, heading, share, *furniture, credit, call, comments = LINES[language]
    cue = promo.split(":")[0].split("：")[0]
    linked = f'<p>{cue}: <a href="/n/1">{promo[len(cue) + 1 :]}</a></p>'
    others = items(tuple(f'<a href="/n/{n}">{headline} {n}</a>' for n in (2, 3)))
    main = (
        paragraphs(signed, share, credit, text[0], furniture[0])
        + linked
        + paragraphs(*text[1:], *furniture[1:], call)
        + f"<h3>{heading}</h3>{others}<h3>{comments}</h3>{paragraphs(text[0][:40])}"
    )
    article = read(document(main, lang=language, headline=headline))
    assert lines(article) == list(text)
    assert article.language == language
    assert any(teaser.zone == "body" for teaser in article.teasers)


def test_a_line_of_links_to_networks_is_no_text() -> None:
    _, _, text = TEXTS["sv"]
    links = (
        '<a href="https://www.facebook.com/sharer.php?u=x">Fejsbok</a> '
        '<a href="https://x.com/intent/post">Iks</a> <a href="https://wa.me/?text=x">Va</a>'
    )
    article = read(
        document(f"<p>{links}</p>{paragraphs(*text)}", lang="sv", headline=TEXTS["sv"][0])
    )
    assert lines(article) == list(text)
