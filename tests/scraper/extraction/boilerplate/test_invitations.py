"""A question to the readers with a call to answer it goes; questions of the text, and advice, stay."""

import pytest
from newsroom_lines import NEWS, rule_on

from scraper.extraction.extract import extract_article
from scraper.page import Page
from scraper.sites.site import Site


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Do you remember the old lido at Carrick Bay? We would love to see your snapshots."),
        ("de", "Erinnern Sie sich noch an das alte Freibad? Schicken Sie uns Ihre schönsten Bilder."),
        ("fr", "Vous vous souvenez de l'ancienne piscine ? Envoyez-nous vos plus belles photos."),
        ("es", "¿Se acuerda de la vieja piscina? Envíenos sus mejores fotos."),
        ("pt", "Lembra-se da antiga piscina? Envie-nos as suas melhores fotografias."),
        ("it", "Vi ricordate della vecchia piscina? Mandateci le vostre foto più belle."),
        ("nl", "Herinnert u zich het oude zwembad nog? Stuur ons uw mooiste foto's."),
        ("pl", "Pamiętają Państwo stary basen? Prześlijcie nam swoje najładniejsze zdjęcia."),
        ("cs", "Pamatujete staré koupaliště? Pošlete nám své nejhezčí fotky."),
        ("uk", "Пам'ятаєте старий басейн? Надішліть нам найкращі світлини."),
        ("ru", "Помните старый бассейн? Пришлите нам свои лучшие снимки."),
        ("tr", "Eski havuzu hatırlıyor musunuz? En güzel fotoğraflarınızı bize gönderin."),
        ("ar", "هل تتذكرون المسبح القديم؟ أرسلوا لنا أجمل صوركم."),
        ("hi", "क्या आपको पुराना तालाब याद है? अपनी सबसे सुंदर तस्वीरें हमें भेजें।"),
        ("ja", "昔のプールを覚えていますか？思い出の写真をお寄せください。"),
        ("zh", "您还记得老泳池吗？请把您最美的照片发给我们。"),
        ("sv", "Minns du det gamla badet? Skicka dina finaste bilder till oss."),
        ("no", "Husker du det gamle badet? Send oss de fineste bildene dine."),
        ("da", "Husker du det gamle friluftsbad? Send os dine flotteste billeder."),
        ("fi", "Muistatko vanhan uimalan? Lähetä meille kauneimmat kuvasi."),
        ("el", "Θυμάστε το παλιό κολυμβητήριο; Στείλτε μας τις ωραιότερες φωτογραφίες σας."),
        ("ro", "Vă amintiți de vechiul ștrand? Trimiteți-ne cele mai frumoase fotografii."),
        ("hu", "Emlékszik még a régi strandra? Küldje el nekünk a legszebb képeit."),
        ("en", "Stuck with a leaking flat? Let us know what happened by email."),
        ("de", "Stress mit der Hausverwaltung? Schreiben Sie uns, was Ihnen passiert ist."),
        ("fr", "Un litige avec votre bailleur ? Écrivez-nous pour raconter ce qui vous est arrivé."),
        ("es", "¿Su casero no le arregla las goteras? Escríbanos y cuente lo que pasó."),
        ("pt", "Problemas com o senhorio? Escreva-nos a contar o que aconteceu."),
        ("it", "Guai con il padrone di casa? Scriveteci che cosa è successo."),
        ("nl", "Ruzie met uw verhuurder? Laat ons weten wat er is gebeurd."),
        ("pl", "Kłopoty z właścicielem mieszkania? Napisz do nas, co się stało."),
        ("cs", "Potíže s pronajímatelem? Napište nám, co se stalo."),
        ("uk", "Проблеми з орендодавцем? Напишіть нам, що сталося."),
        ("ru", "Не ладите с управляющей компанией? Напишите нам, что случилось."),
        ("tr", "Ev sahibinizle sorun mu yaşıyorsunuz? Başınıza geleni bize yazın."),
        ("ar", "هل لديكم مشكلة مع صاحب البيت؟ اكتبوا لنا ما حدث."),
        ("hi", "मकान मालिक से परेशान हैं? क्या हुआ, हमें लिखें।"),
        ("ja", "大家さんとのトラブルはありませんか？体験をコメント欄でお聞かせください。"),
        ("zh", "和房东有纠纷？欢迎在评论区留言说说您的经历。"),
        ("sv", "Bråk med hyresvärden? Hör av dig och berätta vad som hände."),
        ("no", "Trøbbel med utleieren? Skriv til oss om det som skjedde."),
        ("da", "Ballade med udlejeren? Skriv til os om det, der skete."),
        ("fi", "Riitaa vuokranantajan kanssa? Kirjoita meille, mitä tapahtui."),
        ("el", "Προβλήματα με τον σπιτονοικοκύρη; Γράψτε μας τι συνέβη."),
        ("ro", "Aveți necazuri cu proprietarul? Scrieți-ne ce s-a întâmplat."),
        ("hu", "Baja van a főbérlővel? Írja meg nekünk, mi történt."),
    ],
)
def test_an_invitation_goes(language, line):
    assert rule_on(language, line)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Would you know what to do if the siren went? Most people on the island did not."),
        ("de", "Wer haftet, wenn das Dach einstürzt? Darüber schreibt das Gesetz nichts."),
        ("fr", "Qui paiera si le toit s'effondre ? Le contrat n'en dit rien."),
        ("es", "¿Quién pagará si se hunde el tejado? El contrato no dice nada."),
        ("pt", "Quem paga se o telhado cair? O contrato não diz."),
        ("it", "Chi paga se crolla il tetto? Il contratto non lo dice."),
        ("nl", "Wie betaalt als het dak instort? In het contract staat er niets over."),
        ("pl", "Kto zapłaci, jeśli zawali się dach? Umowa o tym milczy."),
        ("cs", "Kdo zaplatí, když spadne střecha? Smlouva o tom mlčí."),
        ("uk", "Хто заплатить, якщо впаде дах? Договір про це мовчить."),
        ("ru", "Кто заплатит, если рухнет крыша? Договор об этом молчит."),
        ("tr", "Çatı çökerse kim ödeyecek? Sözleşmede bu yazmıyor."),
        ("ar", "من سيدفع إذا انهار السقف؟ لا شيء في العقد عن ذلك."),
        ("hi", "छत गिरी तो पैसा कौन देगा? अनुबंध में इसका ज़िक्र नहीं है।"),
        ("ja", "屋根が落ちたら誰が払うのか？契約書には何も書かれていない。"),
        ("zh", "屋顶塌了谁来赔？合同里一个字也没有。"),
        ("sv", "Vem betalar om taket rasar? Avtalet säger ingenting."),
        ("no", "Hvem betaler hvis taket raser? Kontrakten sier ingenting."),
        ("da", "Hvem betaler, hvis taget falder ned? Kontrakten siger ingenting."),
        ("fi", "Kuka maksaa, jos katto romahtaa? Sopimus ei kerro."),
        ("el", "Ποιος θα πληρώσει αν πέσει η στέγη; Το συμβόλαιο δεν λέει τίποτα."),
        ("ro", "Cine plătește dacă se prăbușește acoperișul? Contractul nu spune nimic."),
        ("hu", "Ki fizet, ha leszakad a tető? A szerződés hallgat erről."),
        ("en", "Have you lost your card? Call the bank at once, and write down whom you spoke to."),
        ("en", "Who broke the window? The boy would not tell us his name."),
        ("en", "Who took the photographs? Nobody in the village will tell us, the widow said."),
        ("de", "Haben Sie die Karte verloren? Rufen Sie sofort die Bank an und notieren Sie den Namen."),
    ],
)
def test_a_question_of_the_text_stays(language, line):
    assert rule_on(language, line) is None


def test_an_interviewer_asks_so_too():
    pairs = [
        (
            "And your father? Tell us about him.",
            "He sold rope on the quay for forty years and never learned to swim.",
        ),
        ("How did the flood begin?", "The water came through the cellar first, and then through the street."),
        ("Who helped you that night?", "Nobody at all until the morning, when the men came with a boat."),
        ("Would you build it again?", "I would build it a metre higher and put the door on the other side."),
        ("What did it cost?", "All that we had saved, and then a loan that my brother is still paying."),
    ]
    lines = [text for pair in pairs for text in pair]
    body = "".join(f"<p>{text}</p>" for text in lines)
    page = f"<html lang=en><title>Wall</title><h1>Wall</h1><main>{body}</main>"
    article = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    assert [block.text for block in article.body] == lines


def test_what_the_publisher_counts_to_the_text_stays():
    line = "Do you remember the old lido at Carrick Bay? We would love to see your snapshots."
    assert rule_on("en", line, declared=" ".join([*NEWS["en"]["prose"], line])) is None


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            "en",
            "Do you live near the wall? You can reach our reporter Mo on 07700 900123 or mo@valmorapost.example",
        ),
        ("de", "Wohnen Sie an der Mauer? Unter mo@valmorapost.example erreichen Sie unsere Reporterin."),
        ("en", "POLL: Who should pay for the new wall? Vote below"),
        ("de", "Wie baut ihr? Schreibt es mir in die Kommentare, ich freue mich."),
        ("da", "AFSTEMNING: Hvem skal betale for muren? Stem her"),
        ("sv", "Vem ska betala för muren? Rösta nedan, du också"),
        ("fr", "Sondage : qui doit payer la digue, selon vous ? Votez ci-dessous"),
        ("pl", "Kto powinien zapłacić za mur? Zagłosuj poniżej, czekamy na twój głos"),
    ],
)
def test_a_poll_and_where_the_newsroom_is_reached_go(language, line):
    assert rule_on(language, line)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Why did nobody call? The number, 0770 900123, stood on every door, the mayor said."),
        ("en", "Who pays for the wall? The council votes on it in May, below the line of 1923."),
        ("de", "Wer zahlt die Mauer? Die Kommentare im Netz schrieb ein einziger Mann, sagte der Rat."),
    ],
)
def test_numbers_and_votes_that_are_news_stay(language, line):
    assert rule_on(language, line) is None
