"""Sentences about made-up findings, in four languages: what may not stand beside a band, what may."""

LEAKS = {
    "en": """
        Three respondents hold that talks helped.
        One respondent doubts it.
        Only the young believe in it.
        The only editor among them said so.
        All respondents agree.
        None of the experts agrees.
        Most participants want more meetings.
        A majority sees no progress.
        The minority view is that it helped.
        Half of those asked were invited.
        A quarter would go again.
        Three quarters would go again.
        35 % would go again.
        Forty percent would go again.
        Respondents agreed unanimously.
        Everybody was afraid.
        Nobody was invited.
        Two journalists were turned back.
        Four media people left the room.
        A single voice spoke against it.
        She alone stayed.
        Of 20 people, 5 said so.
        A couple of experts refused.
        Several representatives of NGOs refused.
        Both editors refused.
        """,
    "ru": """
        Трое респондентов считают, что встречи помогли.
        Один респондент в этом сомневается.
        Только молодые в это верят.
        Единственный редактор сказал это.
        Все участники согласны.
        Никто из экспертов не согласен.
        Большинство участников хотят встреч.
        Меньшинство считает иначе.
        Половина опрошенных была приглашена.
        Четверть поехала бы снова.
        35 % поехали бы снова.
        Сорок процентов поехали бы снова.
        Опрошенные единогласно согласны.
        Участники единодушны.
        Два журналиста вернулись.
        Двое журналистов вернулись.
        Четыре эксперта ушли.
        Лишь эксперты остались.
        Несколько представителей НПО отказались.
        Из 20 человек 5 сказали это.
        Каждый участник был напуган.
        Пять активистов уехали.
        Две женщины говорили об этом.
        Единственная женщина говорила об этом.
        Большинством это отвергнуто.
        """,
    "hy": """
        Երեք հարցվողներ կարծում են, որ հանդիպումներն օգնեցին։
        Մեկ հարցվող կասկածում է։
        Միայն երիտասարդներն են հավատում։
        Միակ խմբագիրն ասաց դա։
        Բոլոր մասնակիցները համաձայն են։
        Բոլորը համաձայն են։
        Մասնակիցների մեծամասնությունը հանդիպումներ է ուզում։
        Փոքրամասնությունն այլ կերպ է կարծում։
        Հարցվածների կեսը հրավիրված էր։
        Քառորդը նորից կգնար։
        35 %-ը նորից կգնար։
        Քառասուն տոկոսը նորից կգնար։
        Հարցվողները միաձայն համաձայնեցին։
        Երկու լրագրող վերադարձան։
        Չորս փորձագետ հեռացան։
        Հինգ ակտիվիստ մեկնեցին։
        Յուրաքանչյուր մասնակից վախենում էր։
        Վեց ներկայացուցիչ հրաժարվեցին։
        20 մարդուց 5-ն ասաց դա։
        Երկու կին խոսեցին դրա մասին։
        Միակ կինը խոսեց դրա մասին։
        Միայն փորձագետները մնացին։
        Երեք գործընկեր հեռացավ։
        Մեկ լրագրող ասաց դա։
        Մեծամասնության կարծիքով՝ դա չօգնեց։
        """,
    "az": """
        Üç respondent görüşlərin kömək etdiyini düşünür.
        İki respondent buna şübhə edir.
        Yalnız gənclər buna inanır.
        Yeganə redaktor bunu dedi.
        Bütün iştirakçıların əksəriyyəti razıdır.
        Hamı razıdır.
        Heç kim razı deyil.
        İştirakçıların əksəriyyəti görüş istəyir.
        Azlıq başqa cür düşünür.
        Soruşulanların yarısı dəvət olunmuşdu.
        Dörddə biri yenə gedərdi.
        35 %-i yenə gedərdi.
        Qırx faizi yenə gedərdi.
        İştirakçılar yekdilliklə razılaşdılar.
        İki jurnalist qayıtdı.
        Dörd ekspert getdi.
        Beş fəal getdi.
        Altı nümayəndə imtina etdi.
        20 nəfərdən 5-i bunu dedi.
        İki qadın bundan danışdı.
        Yeganə qadın bundan danışdı.
        Yalnız ekspertlər qaldı.
        Üç həmkar getdi.
        Üç alim bunu dedi.
        Əksəriyyətin fikrincə, bu kömək etmədi.
        """,
}

HARMLESS = {
    "en": """
        Respondents hold that talks helped.
        Respondents doubt that talks helped.
        Young people are said to believe in it.
        Talks are said to fail without the press.
        Trust grew after 2018.
        In 1998 contacts were easier.
        Meetings in third countries are seen as useful.
        Donors are said to set the agenda.
        The authorities are said to ignore results.
        The media are said to feed hostility.
        Practical work is valued above debate.
        Closed rooms are said to protect those who speak.
        Open meetings are said to reach society.
        A good moderator is seen as decisive.
        Funding is described as too short.
        Contacts went on in private.
        The same faces are said to meet again and again.
        Border residents should take part.
        The diaspora could add a view from outside.
        Experience should be examined regularly.
        A window is said to be open now.
        Change is expected to be slow.
        Results were rarely taken up.
        Laws on associations stood in the way.
        Dialogue is said to serve as a show.
        """,
    "ru": """
        Респонденты считают, что встречи помогли.
        Респонденты сомневаются в пользе встреч.
        Молодёжь, по их словам, верит в диалог.
        Без прессы, по их словам, диалог не удаётся.
        Доверие выросло после 2018 года.
        В 1998 году встречаться было легче.
        Встречи за границей считаются полезными.
        Доноры, по их словам, задают повестку.
        Власти, по их словам, не слышат.
        Пресса разжигает вражду.
        Практическая работа ценится выше споров.
        Закрытые встречи защищают говорящих.
        Открытые встречи доходят до общества.
        Хороший ведущий важен.
        Деньги кончались слишком рано.
        Личные связи сохранились.
        Жители приграничья должны участвовать.
        Диаспора могла бы помочь взглядом со стороны.
        Опыт следует регулярно изучать.
        Сейчас открылась возможность.
        Перемены ожидаются медленно.
        Результаты редко использовались.
        Законы мешали работе.
        Диалог бывает показным.
        Об этом говорили осторожно.
        """,
    "hy": """
        Հարցվողները կարծում են, որ հանդիպումներն օգնեցին։
        Հարցվողները կասկածում են հանդիպումների օգուտին։
        Երիտասարդությունը հավատում է երկխոսությանը։
        Առանց մամուլի երկխոսությունը չի հաջողվում։
        Վստահությունն աճեց 2018 թվականից հետո։
        1998 թվականին հանդիպելն ավելի հեշտ էր։
        Արտասահմանում հանդիպումներն օգտակար են համարվում։
        Դոնորները որոշում են օրակարգը։
        Իշխանությունները չեն լսում։
        Մամուլը սնում է թշնամանքը։
        Գործնական աշխատանքը գնահատվում է վեճից բարձր։
        Փակ հանդիպումները պաշտպանում են խոսողներին։
        Բաց հանդիպումները հասնում են հասարակությանը։
        Լավ վարողը կարևոր է։
        Միջոցները շուտ էին վերջանում։
        Անձնական կապերը պահպանվեցին։
        Սահմանամերձ բնակիչները պետք է ներգրավվեն։
        Սփյուռքը կարող էր օգնել դրսի հայացքով։
        Փորձը պետք է պարբերաբար ուսումնասիրել։
        Այժմ հնարավորություն է բացվել։
        Փոփոխությունը դանդաղ կլինի։
        Արդյունքները հազվադեպ էին օգտագործվում։
        Օրենքները խանգարում էին աշխատանքին։
        Երկխոսությունը ցուցադրական է լինում։
        Այդ մասին խոսում էին զգուշորեն։
        """,
    "az": """
        Respondentlər görüşlərin kömək etdiyini düşünür.
        Respondentlər görüşlərin faydasına şübhə edir.
        Gənclər dialoqa inanır.
        Mətbuatsız dialoq alınmır.
        Etimad 2018-ci ildən sonra artdı.
        1998-ci ildə görüşmək asan idi.
        Xaricdə görüşlər faydalı sayılır.
        Donorlar gündəliyi müəyyən edir.
        Hakimiyyət eşitmir.
        Mətbuat düşmənçiliyi artırır.
        Praktik iş mübahisədən üstün tutulur.
        Qapalı görüşlər danışanları qoruyur.
        Açıq görüşlər cəmiyyətə çatır.
        Yaxşı aparıcı vacibdir.
        Vəsait tez bitirdi.
        Şəxsi əlaqələr qaldı.
        Sərhəd sakinləri iştirak etməlidir.
        Diaspor kənardan baxışla kömək edə bilərdi.
        Təcrübə müntəzəm öyrənilməlidir.
        İndi imkan açılıb.
        Dəyişiklik yavaş olacaq.
        Nəticələrdən nadir hallarda istifadə olunurdu.
        Qanunlar işə mane olurdu.
        Dialoq bəzən göstəriş üçündür.
        Bundan ehtiyatla danışırdılar.
        """,
}


def each(sentences: dict[str, str]) -> list[str]:
    return [line.strip() for text in sentences.values() for line in text.strip().splitlines()]
