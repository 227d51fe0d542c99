"""Names of the months as the web prints them, in some fifty languages; nothing but words.

Keys are folded (no case, no accents), so that capitals and typed-in plain letters are found too.
Where two languages mean different months by one word, the page's language decides.
"""

import unicodedata

_NAMES = """
en jan january | feb february | mar march | apr april | may | jun june | jul july | aug august |
   sep sept september | oct october | nov november | dec december
de jan januar jänner | feber februar | mär mrz märz maerz | april | mai | juni | juli | august |
   september | okt oktober | november | dez dezember
fr janv janvier | fév févr février | mars | avr avril | mai | juin | juil juillet | aoû août |
   septembre | octobre | novembre | déc décembre
nl januari | februari | mrt maart | april | mei | juni | juli | augustus | september | oktober |
   november | december
it gen gennaio | febbraio | marzo | aprile | mag maggio | giu giugno | lug luglio | ago agosto |
   set sett settembre | ott ottobre | novembre | dic dicembre
es ene enero | febrero | marzo | abr abril | mayo | junio | julio | ago agosto |
   septiembre setiembre | octubre | noviembre | dic diciembre
pt janeiro | fev fevereiro | março | abr abril | mai maio | junho | julho | ago agosto |
   set setembro | out outubro | novembro | dez dezembro
ca gener | febrer | març | abril | maig | juny | juliol | agost | setembre | octubre | novembre |
   desembre
pl sty styczeń stycznia | lut luty lutego | marzec marca | kwi kwiecień kwietnia | maj maja |
   cze czerwiec czerwca | lip lipiec lipca | sie sierpień sierpnia | wrz wrzesień września |
   paź październik października | lis listopad listopada | gru grudzień grudnia
cs leden ledna | únor února | březen března | duben dubna | květen května | červen června |
   červenec července | srpen srpna | září | říjen října | listopad listopadu | prosinec prosince
sk január januára | február februára | marec marca | apríl apríla | máj mája | jún júna |
   júl júla | august augusta | september septembra | október októbra | november novembra |
   december decembra
hr siječanj siječnja | veljača veljače | ožujak ožujka | travanj travnja | svibanj svibnja |
   lipanj lipnja | srpanj srpnja | kolovoz kolovoza | rujan rujna | listopad listopada |
   studeni studenoga studenog | prosinac prosinca
sl januarja | februarja | marca | aprila | maja | junija | julija | avgusta | septembra |
   oktobra | novembra | decembra
sr januar | februar | mart | april | maj | jun | jul | avgust | septembar | oktobar | novembar |
   decembar
hu január | február | március | április | május | június | július | augusztus |
   szept szeptember | október | november | december
ro ian ianuarie | februarie | martie | aprilie | mai | iun iunie | iul iulie | august |
   septembrie | octombrie | noi noiembrie | decembrie
tr ocak | şubat | mart | nisan | mayıs mayis | haziran haz | temmuz tem | ağustos |
   eylül | ekim | kasım kasim | aralık aralik
sv januari | februari | mars | april | maj | juni | juli | augusti | september | oktober |
   november | december
da januar | februar | marts | april | maj | juni | juli | august | september | oktober |
   november | december
nb januar | februar | mars | april | mai | juni | juli | august | september | oktober |
   november | des desember
fi tammikuu tammikuuta | helmikuu helmikuuta | maaliskuu maaliskuuta | huhtikuu huhtikuuta |
   toukokuu toukokuuta | kesäkuu kesäkuuta | heinäkuu heinäkuuta | elokuu elokuuta |
   syyskuu syyskuuta | lokakuu lokakuuta | marraskuu marraskuuta | joulukuu joulukuuta
et jaanuar | veebruar | märts | aprill | mai | juuni | juuli | august | september | oktoober |
   november | detsember
lv janvāris janvārī | februāris februārī | marts martā | aprīlis aprīlī | maijs maijā |
   jūnijs jūnijā | jūlijs jūlijā | augusts augustā | septembris septembrī | oktobris oktobrī |
   novembris novembrī | decembris decembrī
lt sausio | vasario | kovo | balandžio | gegužės | birželio | liepos | rugpjūčio | rugsėjo |
   spalio | lapkričio | gruodžio
id januari | februari | maret | april | mei | juni | juli | agustus | september | oktober |
   november | desember
ru янв январь января | фев февр февраль февраля | мар март марта | апр апрель апреля |
   май мая | июн июнь июня | июл июль июля | авг август августа | сен сент сентябрь сентября |
   окт октябрь октября | ноя нояб ноябрь ноября | дек декабрь декабря
uk січ січень січня | лют лютий лютого | бер березень березня | кві квіт квітень квітня |
   тра трав травень травня | чер черв червень червня | лип липень липня | сер серп серпень серпня |
   вер верес вересень вересня | жов жовт жовтень жовтня | лис листопад листопада |
   гру груд грудень грудня
bg януари | февруари | март | април | май | юни | юли | август | септември | октомври |
   ноември | декември
mk јануари јануар | февруари фебруар | март | април | мај | јуни јун | јули јул | август |
   септември септембар | октомври октобар | ноември новембар | декември децембар
el ιαν ιανουάριος ιανουαρίου | φεβ φεβρουάριος φεβρουαρίου | μαρ μάρτιος μαρτίου |
   απρ απρίλιος απριλίου | μάιος μαΐου | ιουν ιούνιος ιουνίου | ιουλ ιούλιος ιουλίου |
   αυγ αύγουστος αυγούστου | σεπ σεπτ σεπτέμβριος σεπτεμβρίου | οκτ οκτώβριος οκτωβρίου |
   νοε νοέμβριος νοεμβρίου | δεκ δεκέμβριος δεκεμβρίου
ar يناير | فبراير | مارس | أبريل ابريل | مايو | يونيو يونيه | يوليو يوليه | أغسطس اغسطس |
   سبتمبر | أكتوبر اكتوبر | نوفمبر | ديسمبر
he ינואר בינואר | פברואר בפברואר | מרץ במרץ | אפריל באפריל | מאי במאי | יוני ביוני |
   יולי ביולי | אוגוסט באוגוסט | ספטמבר בספטמבר | אוקטובר באוקטובר | נובמבר בנובמבר |
   דצמבר בדצמבר
hi जनवरी | फरवरी फ़रवरी | मार्च | अप्रैल | मई | जून | जुलाई | अगस्त | सितंबर सितम्बर |
   अक्टूबर अक्तूबर | नवंबर नवम्बर | दिसंबर दिसम्बर
is janúar | febrúar | mars | apríl | maí | júní | júlí | ágúst | september | október |
   nóvember | desember
gl xaneiro | febreiro | marzo | abril | maio | xuño | xullo | agosto | setembro | outubro |
   novembro | decembro
eu urtarrila urtarrilaren | otsaila otsailaren | martxoa martxoaren | apirila apirilaren |
   maiatza maiatzaren | ekaina ekainaren | uztaila uztailaren | abuztua abuztuaren |
   iraila irailaren | urria urriaren | azaroa azaroaren | abendua abenduaren
sq janar | shkurt | mars | prill | maj | qershor | korrik | gusht | shtator | tetor | nëntor |
   dhjetor
az yanvar | fevral | mart | aprel | may | iyun | iyul | avqust | sentyabr | oktyabr | noyabr |
   dekabr
uz yanvar | fevral | mart | aprel | may | iyun | iyul | avgust | sentabr | oktabr | noyabr | dekabr
kk қаңтар | ақпан | наурыз | сәуір | мамыр | маусым | шілде | тамыз | қыркүйек | қазан | қараша |
   желтоқсан
be студзень студзеня | люты лютага | сакавік сакавіка | красавік красавіка | май мая |
   чэрвень чэрвеня | ліпень ліпеня | жнівень жніўня | верасень верасня | кастрычнік кастрычніка |
   лістапад лістапада | снежань снежня
ka იანვარი | თებერვალი | მარტი | აპრილი | მაისი | ივნისი | ივლისი | აგვისტო | სექტემბერი |
   ოქტომბერი | ნოემბერი | დეკემბერი
fa ژانویه | فوریه | مارس | آوریل | مه | ژوئن | ژوئیه | اوت | سپتامبر | اکتبر | نوامبر | دسامبر
ur جنوری | فروری | مارچ | اپریل | مئی | جون | جولائی | اگست | ستمبر | اکتوبر | نومبر | دسمبر
bn জানুয়ারি জানুয়ারী | ফেব্রুয়ারি ফেব্রুয়ারী | মার্চ | এপ্রিল | মে | জুন | জুলাই | আগস্ট | সেপ্টেম্বর |
   অক্টোবর | নভেম্বর | ডিসেম্বর
ta ஜனவரி | பிப்ரவரி | மார்ச் | ஏப்ரல் | மே | ஜூன் | ஜூலை | ஆகஸ்ட் | செப்டம்பர் | அக்டோபர் | நவம்பர் |
   டிசம்பர்
ms januari | februari | | april | | jun | julai | ogos | september | oktober | november | disember
tl enero | pebrero | marso | abril | mayo | hunyo | hulyo | agosto | setyembre | oktubre |
   nobyembre | disyembre
th มกราคม | กุมภาพันธ์ | มีนาคม | เมษายน | พฤษภาคม | มิถุนายน | กรกฎาคม | สิงหาคม | กันยายน |
   ตุลาคม | พฤศจิกายน | ธันวาคม
"""
"""One language after the other, its twelve months between bars, each in the forms that stand in
dates. Short forms that are words of other languages are left out."""


def fold(word: str) -> str:
    """``word`` without case, accents and a closing dot."""
    if not word.isascii():
        word = "".join(
            c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)
        )
    return word.casefold().rstrip(".")


def _read() -> tuple[dict[str, int], dict[tuple[str, str], int]]:
    months: dict[str, int] = {}
    own: dict[tuple[str, str], int] = {}
    code = ""
    number = 0
    for token in _NAMES.split():
        if len(token) == 2 and token.isascii():  # no month is that short
            code, number = token, 1
        elif token == "|":
            number += 1
        elif months.setdefault(fold(token), number) != number:
            own[code, fold(token)] = number
    return months, own


MONTHS, _OWN = _read()
"""The month's number by its folded name; ``_OWN`` where a language differs from those above it."""


def number_of(word: str, languages: tuple[str, ...] = ()) -> int | None:
    """The month that ``word`` names, for a page in one of ``languages``; None if it is none."""
    key = fold(word)
    for code in languages:
        if (code, key) in _OWN:
            return _OWN[code, key]
    return MONTHS.get(key)
