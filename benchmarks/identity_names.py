"""Names for made-up people, each with the ways it is written. Lists of our own, common ones first.

A line is one name; the first spelling is not the right one, only one of them.
"""

from typing import NamedTuple

Name = tuple[str, ...]
"""The spellings of one name."""


class Origin(NamedTuple):
    share: float
    """Of all people."""
    female: tuple[Name, ...]
    male: tuple[Name, ...]
    surnames: tuple[Name, ...]


def _names(text: str) -> tuple[Name, ...]:
    return tuple(tuple(name.split("/")) for name in text.split())


ARABIC = Origin(
    0.35,
    _names("""
        Fatima/Fatma/Fatimah/Fátima Mariam/Maryam/Miriam/Meryem Aya/Aia Zainab/Zeinab/Zeynab/Zaynab
        Noor/Nour/Nur Sara/Sarah/Zara Amina/Aminah/Amineh Khadija/Khadidja/Hadija/Khadijeh
        Huda/Hoda/Houda Layla/Leila/Laila/Leyla Yasmin/Yasmine/Jasmin/Yasmeen Rana/Ranna
        Hanan/Hanaan Iman/Eman/Imane Rania/Raniya/Ranya Samira/Sameera Aisha/Aysha/Aicha/Ayesha
        Maha/Mahaa Ruba/Rouba Salma/Selma Nada/Nadah Duaa/Doaa/Dua Shaima/Shaymaa/Chaima
        Hiba/Heba Asma/Asmaa/Esma Israa/Esraa/Isra Bushra/Boushra/Bouchra Wafa/Wafaa Lina/Leena
        Rima/Reema Malak/Malaak Jana/Janna/Jenna Tasnim/Tasneem Sumaya/Soumaya/Somaya/Sumayya
        Rahaf/Rahef Ghada/Ghadah Dalia/Dalya Manal/Manaal Suad/Souad/Soad Nadia/Nadya Lamia/Lamya
        Farah/Farrah Batoul/Batool/Batul Zahra/Zahraa/Sahra Hala/Halla Amal/Amel Sana/Sanaa
        Kawthar/Kauthar/Kawsar/Kowsar Nisreen/Nesrin/Nisrine Mona/Muna/Mouna Rasha/Racha Abir/Abeer
        Ikram/Ekram Nawal/Naoual Randa/Randah Safa/Safaa Marwa/Marwah Hind/Hend Basma/Bassma
        Lubna/Loubna Sabah/Sabaah Najla/Najlaa Widad/Wedad
    """),
    _names("""
        Mohammed/Muhammad/Mohamed/Mohamad/Muhammed/Mohammad/Mehmed Ahmad/Ahmed/Ahmet Ali/Aly
        Omar/Umar/Omer Hussein/Husein/Hussain/Hossein/Housein Hassan/Hasan Ibrahim/Ebrahim/Brahim
        Mahmoud/Mahmud/Mahmood Yousef/Yusuf/Youssef/Josef/Yousif/Yosef Khaled/Khalid/Chaled
        Abdullah/Abdallah/Abdulla Mustafa/Moustafa/Mostafa Adam/Adem Karim/Kareem Bilal/Belal
        Hamza/Hamzeh Amir/Ameer/Emir Tareq/Tarek/Tariq Samir/Sameer Bashar/Bachar Anas/Anass
        Ismail/Ismael/Esmail Zakaria/Zakariya/Zacharia Rami/Ramy Fadi/Fady Jamal/Gamal/Djamal
        Nasser/Nasir/Naser Salem/Salim/Saleem Said/Saeed/Saïd Walid/Waleed/Oualid Ziad/Zyad/Ziyad
        Hadi/Hady Mazen/Mazin Firas/Feras Ayman/Aiman/Eymen Osama/Usama/Oussama Wael/Wail
        Abdulrahman/Abdelrahman/Abdalrahman/Abdurrahman Haidar/Haydar/Haider/Hayder Jaber/Jabir
        Qasim/Kassem/Kasem/Qassim Laith/Layth/Leith Majd/Majed Nabil/Nabeel Othman/Osman/Uthman
        Rashid/Rasheed/Rachid Sami/Samy Yasin/Yassin/Yaseen Yahya/Yehia/Jahja Zaid/Zayd/Zeid
        Muhannad/Mohanad/Mohannad Ghaith/Gaith Hisham/Hicham Imad/Emad Jihad/Djihad Marwan/Merwan
        Musa/Moussa/Mousa Safwan/Safouan Taha/Tahaa Younes/Yunus/Younis Elias/Ilyas/Elyas
    """),
    _names("""
        Ali/Aly Ahmad/Ahmed Hassan/Hasan Hussein/Hussain/Husein/Hossein Mohammed/Mohamed/Muhammad
        Ibrahim/Ebrahim Khalil/Khaleel/Chalil Mahmoud/Mahmud Saleh/Salih/Salah Mustafa/Moustafa
        Abbas/Abas Jaber/Jabir Haddad/Hadad Khoury/Khouri/Koury Nasser/Nasir Omar/Umar
        Othman/Osman/Uthman Younes/Younis/Yunus Said/Saeed Suleiman/Sulaiman/Soleiman Taha/Tahha
        Hamdan/Hamdaan Darwish/Darwich Kassem/Qasim/Qassem Najjar/Nadjar Sabbagh/Sabagh
        Mansour/Mansur Farah/Farrah Aziz/Azeez Karim/Kareem Yousef/Youssef/Yusuf Rashid/Rasheed
        Barakat/Barakaat Awad/Awwad Issa/Eissa/Isa Musa/Moussa Hamid/Hameed Shaaban/Shaban/Chaaban
        Masri/Al-Masri/Almasri Hariri/Al-Hariri Ghazal/Gazal Qaddour/Kaddour/Kadour Zein/Zain
        Saad/Sad Fares/Faris Daher/Dahir Jomaa/Juma/Jumaa Diab/Dyab Shahin/Chahine/Shaheen
        Hammoud/Hamoud Atassi/Al-Atassi Rahman/Rehman Bakr/Baker Salman/Selman Khatib/Al-Khatib
        Zaki/Zaky Obeid/Obaid/Ubeid Tawil/Al-Tawil Shami/Al-Shami/Chami Dib/Deeb Nouri/Nuri
    """),
)

SOMALI = Origin(
    0.25,
    _names("""
        Fadumo/Faduma/Fatuma/Faadumo Halimo/Halima/Xaliimo Hodan/Hodhan/Xodan Sahra/Zahra/Saara
        Amina/Aamina/Amino Khadra/Qadra/Kadra Ifrah/Ifraah Asha/Caasha/Aisha Hawa/Xaawo/Hawo
        Ayan/Ayaan/Ayanna Deqa/Deeqa/Deka Nimo/Nimco/Nimcaan Ubah/Ubax Hibo/Hiba/Xibo
        Maryan/Maryam/Mariam Safiyo/Safiya/Safia Farhiya/Farhia/Farxiya Idil/Iidil Nasra/Nasro
        Sagal/Saagal Shukri/Shukria Fowsia/Fowziya/Fawzia/Fowsiyo Bilan/Bilaan Ladan/Laadan
        Hamdi/Xamdi Najma/Najmo Ruqiya/Rukia/Ruqia/Ruqiyo Samira/Samiira Suad/Sucaad Kadija/Khadija
        Yasmin/Yasmiin Zamzam/Samsam Anisa/Aniisa Barwaqo/Barwako Filsan/Filsaan Ikran/Ikram
        Istahil/Istaahil Lul/Luul Muna/Muuna Rahma/Raxma Sucdi/Suudi Habiba/Xabiiba Hafsa/Xafsa
        Hanan/Hanaan Ilhan/Ilham/Ilhaan Iman/Iimaan Jamila/Jamiila Kaltun/Kaltum/Kulthum
        Malyun/Malyuun Naima/Nacima Qamar/Kamar Shamso/Shamsa Sumaya/Sumeya/Sumayo Warsan/Warsaan
    """),
    _names("""
        Mohamed/Maxamed/Mahamed/Mohammed Abdi/Cabdi Ahmed/Axmed/Ahmet Ali/Cali Hassan/Xasan/Hasan
        Abdirahman/Cabdiraxmaan/Abdurahman/Abdirahmaan Omar/Cumar/Umar Ibrahim/Ibraahim
        Abdullahi/Cabdullaahi/Abdulahi Yusuf/Yuusuf/Yousuf Ismail/Ismaciil/Ismaaciil Osman/Cusmaan
        Hussein/Xuseen/Hussen Mahad/Maxad Liban/Liibaan Abdulkadir/Abdiqadir/Cabdulqaadir
        Abdikarim/Cabdikariim/Abdulkarim Mustafa/Mustaf Hamza/Xamse Zakaria/Sakariye/Zakariye
        Bilal/Bilaal Ayub/Ayuub/Ayoub Said/Siciid/Saciid Adan/Aadan/Aden Farah/Faarax
        Guled/Guuleed Jama/Jaamac Khalid/Khaalid Mukhtar/Muqtar/Muktar Nuh/Nuux Samatar/Samater
        Sharmarke/Sharma'arke Warsame/Warsama Abdinasir/Cabdinaasir Abshir/Absher Anwar/Anwer
        Bashir/Bashiir Dahir/Daahir Elmi/Cilmi Faisal/Faysal Idris/Idriis Isse/Ciise/Isa
        Jibril/Jibriil Mahdi/Mahdii Muse/Muuse/Musa Qasim/Qaasim Ridwan/Riduan Salman/Salmaan
        Sahal/Sahl Suleiman/Suleymaan/Saleban Yahye/Yahya Yasin/Yaasiin Yonis/Yoonis/Yunis
    """),
    _names("""
        Mohamed/Maxamed/Mohammed/Mahamed Ali/Cali Ahmed/Axmed Abdi/Cabdi Hassan/Xasan/Hasan
        Hussein/Xuseen/Hussen Osman/Cusmaan/Usman Omar/Cumar Ismail/Ismaciil Ibrahim/Ibraahim
        Farah/Faarax Warsame/Warsama Nur/Nuur/Noor Jama/Jaamac Abdullahi/Cabdullaahi Yusuf/Yuusuf
        Aden/Aadan/Adan Mohamud/Maxamuud/Mahamoud Isse/Ciise/Issa Barre/Bare Guled/Guuleed
        Dirie/Diriye/Diiriye Egal/Cigaal Hersi/Xirsi Roble/Rooble Samatar/Samater Shire/Shiire
        Elmi/Cilmi Muse/Muuse/Musa Salad/Salaad Kahin/Kaahin Duale/Ducaale Artan/Cartan
        Abdulle/Cabdulle Gedi/Geedi Haji/Xaaji Jimale/Jimcaale Mumin/Muumin Robleh/Rooble
        Sheikh/Sheekh/Shekh Tahlil/Taxliil Wehliye/Weheliye Abukar/Abubakar Hirsi/Xirsi
    """),
)

SWEDISH = Origin(
    0.15,
    _names("""
        Anna/Ana Maria/Marie Emma/Ema Elin/Elinn Sara/Sarah Kristina/Christina Linnea/Linnéa/Linea
        Johanna/Johana Ida/Ide Karin/Carin Eva/Ewa Alice/Alise Maja/Maya Ebba/Eba Astrid/Astri
        Åsa/Asa Ulla/Ula Kerstin/Kjerstin Birgitta/Birgita Margareta/Margaretha Annika/Anika
        Sofia/Sophia/Sofie Elsa/Ellsa Klara/Clara Wilma/Vilma Julia/Juliya Ella/Ela Alva/Alwa
        Freja/Freya Agnes/Agnés Ingrid/Ingerid Signe/Singe Matilda/Mathilda Ellen/Elen
        Lisbeth/Lisbet Monica/Monika Cecilia/Cecilie Helena/Helene Camilla/Kamilla Malin/Mallin
        Josefin/Josephine Rebecka/Rebecca Isabelle/Isabell Gunilla/Gunila Lena/Lenah
    """),
    _names("""
        Erik/Eric Lars/Lasse Karl/Carl Anders/Andersh Johan/Johann Per/Pär Nils/Niels Lennart/Lenart
        Emil/Emill Oscar/Oskar Lucas/Lukas William/Wiliam Viktor/Victor Elias/Elyas Hugo/Hugå
        Filip/Philip Alexander/Aleksander Gustav/Gustaf Mikael/Michael Fredrik/Fredric
        Björn/Bjorn Göran/Joran Håkan/Hakan Christer/Krister Mattias/Matthias Jonas/Jonnas
        Axel/Aksel Olle/Ole Arvid/Arwid Sixten/Siksten Isak/Isac Leo/Leå Noah/Noa Albin/Albinn
        Ludvig/Ludwig Melvin/Mellvin Theo/Teo Vincent/Vinsent Anton/Antån Simon/Simån
    """),
    _names("""
        Andersson/Anderson Johansson/Johanson Karlsson/Carlsson Nilsson/Nielsson Eriksson/Ericsson
        Larsson/Larson Olsson/Ohlsson Persson/Person Svensson/Swensson Gustafsson/Gustavsson
        Pettersson/Petersson Jonsson/Jönsson Lindberg/Lindbergh Lindström/Lindstrom Berg/Bergh
        Lundgren/Lungren Holm/Hålm Ström/Strom Ek/Eek Åberg/Aberg Öberg/Oberg Nyström/Nystrom
        Håkansson/Hakansson Björk/Bjork Sjöberg/Sjoberg Wallin/Vallin Engström/Engstrom
        Dahl/Dal Forsberg/Fosberg Sandberg/Sanberg Kvist/Qvist Löfgren/Lofgren Månsson/Monsson
    """),
)

POLISH = Origin(
    0.1,
    _names("""
        Anna/Ania Maria/Marya Katarzyna/Katarina/Kasia Małgorzata/Malgorzata/Margorzata
        Agnieszka/Agnieska Barbara/Barbra Ewa/Eva Zofia/Sofia Magdalena/Magda Joanna/Joana
        Aleksandra/Alexandra Monika/Monica Julia/Julja Zuzanna/Suzanna Natalia/Natalya
        Karolina/Carolina Dorota/Dorotha Grażyna/Grazyna Elżbieta/Elzbieta Beata/Beatta
        Wiktoria/Victoria Oliwia/Olivia Weronika/Veronika Alicja/Alicia Iwona/Ivona Danuta/Danuta
        Justyna/Justina Kinga/Kynga Lena/Lenna Hanna/Hana
    """),
    _names("""
        Jan/Yan Piotr/Pjotr Andrzej/Andrej Krzysztof/Krysztof/Kristof Tomasz/Tomas Paweł/Pawel/Pavel
        Michał/Michal Marcin/Martsin Jakub/Jacub Adam/Adams Mateusz/Matheus Łukasz/Lukasz/Lukas
        Wojciech/Wojtek Kacper/Kasper Szymon/Simon Filip/Philip Bartosz/Bartek Dawid/David
        Grzegorz/Gregorz Marek/Mareck Rafał/Rafal Stanisław/Stanislaw Zbigniew/Zbigniev
        Wiktor/Victor Mikołaj/Mikolaj Antoni/Antony Oskar/Oscar Sebastian/Sebastjan
    """),
    _names("""
        Nowak/Novak Kowalski/Kowalska/Kovalski Wiśniewski/Wisniewska Wójcik/Wojcik Kowalczyk/Kovalcyk
        Kamiński/Kaminska Lewandowski/Lewandowska Zieliński/Zielinska Szymański/Szymanska
        Woźniak/Wozniak Dąbrowski/Dabrowska Kozłowski/Kozlowska Mazur/Masur Jankowski/Jankowska
        Krawczyk/Krawcyk Piotrowski/Piotrowska Grabowski/Grabowska Pawłowski/Pawlowska
        Michalski/Michalska Król/Krol Wieczorek/Wiecorek Jabłoński/Jablonska Wróbel/Wrobel
        Majewski/Majewska Olszewski/Olszewska Stępień/Stepien Malinowski/Malinowska
        Żukowski/Zukowska Czarnecki/Carnecka Sikora/Sikorra
    """),
)

BOSNIAN = Origin(
    0.15,
    _names("""
        Amra/Amrah Emina/Ermina Lejla/Leyla/Leila Amina/Aminah Selma/Salma Azra/Asra Merima/Mirima
        Aida/Ajda Jasmina/Yasmina/Jasmine Sabina/Sabine Belma/Bellma Edina/Edyna Fatima/Fatma
        Hana/Hanna Naida/Najda Medina/Madina Dženana/Dzenana Šejla/Sejla/Shejla Mirela/Mirella
        Senada/Sanada Alma/Allma Adna/Adnah Elma/Ellma Ilma/Ilmah Lamija/Lamia Nejra/Neira
        Sara/Sarah Zerina/Serina Maida/Majda Melisa/Melissa Irma/Irmah Ajla/Aila Dalila/Delila
    """),
    _names("""
        Emir/Amir Adnan/Adnann Amar/Ammar Haris/Harris Kenan/Kennan Mirza/Mirsa Edin/Edinn
        Elvir/Elvis Almir/Elmir Senad/Sanad Nermin/Nermyn Dino/Dyno Tarik/Tareq Jasmin/Yasmin
        Muhamed/Mohamed/Muhammed Hasan/Hassan Ibrahim/Ibro Mustafa/Mustapha Enes/Ennes Anes/Annes
        Admir/Ademir Armin/Armyn Damir/Danir Faruk/Farouk Hamza/Hamsa Ismet/Ismed Nedim/Nadim
        Said/Sead Samir/Semir Zlatan/Slatan Vedad/Wedad Benjamin/Benjamyn Eldin/Eldyn
    """),
    _names("""
        Hodžić/Hodzic/Hodsic Hadžić/Hadzic Delić/Delic Begić/Begic Halilović/Halilovic
        Mujić/Mujic/Muyic Kovačević/Kovacevic Osmanović/Osmanovic Hasanović/Hasanovic/Hassanovic
        Mehmedović/Mehmedovic Imamović/Imamovic Avdić/Avdic Salihović/Salihovic Softić/Softic
        Zukić/Zukic/Sukic Alić/Alic Husić/Husic Smajić/Smajic Šabić/Sabic/Shabic Čaušević/Causevic
        Džafić/Dzafic/Djafic Suljić/Suljic Ramić/Ramic Bašić/Basic/Bashic Omerović/Omerovic
        Kurtović/Kurtovic Jusić/Jusic/Yusic Memić/Memic Selimović/Selimovic Ibrahimović/Ibrahimovic
        Karić/Karic Fazlić/Fazlic Đulić/Dulic/Djulic Tahirović/Tahirovic
    """),
)

ORIGINS = (ARABIC, SOMALI, SWEDISH, POLISH, BOSNIAN)
