"""Common given names, beginnings of surnames and the words that tell two namesakes apart."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines())


FEMALE = _words("""
    Aaliyah Adna Afrah Agnieszka Aisha Aleksandra Alba Alice Alicja Alma Alva Amal Amila Amina
    Amira Ana Anisa Anna Arbnora Asma Asra Astrid Aya Ayaan Azra Barbara Baraa Bashira Beata
    Belma Bilan Bisan Bushra Dalal Dalia Deeqa Dina Dorota Dunya Dzenana Ebba Edina Ela Elif
    Elin Elira Elma Elsa Emina Ewa Fadumo Farah Farhiya Fatima Fatmeh Fatuma Faiza Filsan
    Fowsia Freja Ghada Ghazal Grażyna Habiba Hadeel Hafsa Hala Halima Hamdi Hana Hanan Hanna
    Haya Hayat Hawa Hawo Hiba Hibaq Hodan Hoda Huda Idil Ifrah Ikram Iman Inas Ingrid
    Irena Isra Istahil Jamila Jana Jasna Joanna Jolanta Jude Julia Kadra Kamila Karima
    Karolina Katarzyna Khadija Khadra Kinda Klara Laila Lamis Lana Layan Lejla Lena Leyla Lilja
    Lina Linnea Lubna Lujain Lul Madina Magdalena Maida Maja Malak Malika Małgorzata Maram
    Mariam Marwa Maryan Maymun Medina Melika Merima Mirela Mona Monika Mouna Muna Nada Nadia
    Nadifa Najma Nasra Nawal Nela Nermina Nimo Nora Noor Nour Olga Olivia Paulina Qamar Raghad
    Rahma Rana Rania Rasha Rawan Razan Reem Rim Rita Rowaida Ruba Ruqia Saba Sabah Sabina
    Sadia Safa Safiya Sagal Sahra Salma Samar Samira Sara Sawsan Selma Senada Shaima Shams
    Shukri Siham Signe Sihana Sumaya Suad Sundus Susanna Tala Tasnim Teresa Tuva Ubah Umayma
    Vera Wafa Warda Wiktoria Wilma Yara Yasmin Yusra Zahra Zainab Zeina Zeynep Zofia Zuzanna
    Åsa
""")
MALE = _words("""
    Abdi Abdikarim Abdirahman Abdulkadir Abdullahi Adam Adnan Ahmed Albin Aleksander Ali Almir
    Amar Amer Amir Anas Anes Arvid Asad Ayman Ayoub Bartek Bashar Bilal Damir Daniel Dawid
    Dino Edin Elias Elvir Emil Emir Erik Fadi Faisal Farid Filip Firas Ghaith Haider Hamid
    Hamza Haris Hasan Hassan Hussein Ibrahim Idris Ilyas Isak Ismail Ivan Jakub Jamal Jan Jawad
    Kacper Kadir Karim Kenan Khaled Khalid Leo Liam Liban Ludvig Mahad Mahdi Mahmoud Majd
    Malik Marcin Mateusz Michał Mikołaj Mirza Mohammed Mohannad Moussa Muhidin Mustafa Nabil
    Nermin Nils Noah Omar Osama Oskar Osman Paweł Piotr Qasim Rami Rayan Ridwan Said Salah Salim
    Sami Samir Samuel Sebastian Selim Senad Sharmarke Sixten Suleiman Szymon Tarek Tariq Theo
    Tomasz Umar Viggo Wassim Wiktor William Yahya Yasin Yonis Yousef Zaid Zakaria Ziad
""")

FEMALE_SPELLINGS = (
    ("Khadija", "Hadija"),
    ("Yasmin", "Jasmin"),
    ("Fatima", "Fatma"),
    ("Zainab", "Zeynab"),
    ("Mariam", "Maryam"),
    ("Asha", "Aisha"),
    ("Sumaya", "Soumaya"),
)
MALE_SPELLINGS = (
    ("Mohammed", "Muhammad"),
    ("Ahmed", "Axmed"),
    ("Yusuf", "Youssef"),
    ("Abdullahi", "Abdulaahi"),
)
"""One name as two people write it: what likely doubles look like."""

SURNAME_STARTS = _words("""
    Ab Ad Ah Al Am An As Ba Be Bo Ca Da De Di Du El Er Fa Fe Ga Gu Ha He Hu Ib Is Ja Jo Ka Ke Ko
    Kr La Li Lu Ma Me Mo Mu Na Ni No Nu Ol Om Os Pe Po Ra Ro Sa Se Sh Sm Su Sv Ta To Um Va Vo Wa
    Wi Ya Yu Za Zi
""")

CHILD_WORDS = _lines("""
    blå mössa
    röd jacka
    fotboll
    basket
    lillasyster
    storasyskon
    tvilling
    pärlor
    gitarr
    rullskridskor
    handboll
    pussel
    från fritids
    glasögon
    lockar
    lång fläta
    ritar
    dansar
    schack
    sparkcykel
    grön ryggsäck
    gul vante
    från torget
    vid parken
    sjunger
    kusin
    fräknar
    dinosaurie
    rymden
    simmar
""")
ADULT_WORDS = _lines("""
    blå kappa
    röda väskan
    glasögon
    granne
    trappa två
    vid torget
    vid parken
    förmiddag
    kväll
    måndag
    tisdag
    onsdag
    torsdag
    fredag
    cykeln
    barnvagn
    tvillingarna
    stickar
    bakar
    från biblioteket
    från skolan
    från syverkstaden
    från yogan
    sjunger i kör
    gul schal
    grön schal
    kusin
    vinkar
    nyinflyttad
    ringer först
""")
COLOURS = _words("Blå Grön Gul Röd Vit Svart Grå Brun")
BIRDS = _words("lärka svala koltrast mås mes trana tärna duva")
