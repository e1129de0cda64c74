"""What there is to read about each thing that a laptop does with the coordinator."""

MADE_UP = (
    "Övningsårets uppgifter är påhittade och lämnas inte in.\n\nI ett riktigt program ansluts datorn här, "
    "och lämnar sedan in en fil utan namn till samordnaren med två tangenter: F8 och Enter."
)
JOIN = (
    "Med flera datorer räknas var och en ändå bara en gång: varje dator lämnar in en fil utan "
    "namn, och samordnarens dator sammanställer dem.\n\n"
    "Du behöver samordnarens programfil (den slutar på .halsaprogram) och den lösenfras som ni "
    "hälsofrämjare har kommit överens om.\n\n"
    "Datorn kan anslutas när som helst: allt som redan är loggat följer med."
)
COORDINATE = (
    "Samordnaren samlar in filerna och får programmets siffror, utan ett enda namn. Görs det här "
    "till samordnarens dator skrivs en programfil, som varje annan dator ansluts med.\n\n"
    "Det ska bara vara en dator i programmet, helst en som ingen loggar på."
)
NO_NAMES = (
    "Filen har inga namn, koder eller anteckningar, och bara samordnaren kan öppna den. Den "
    "innehåller allt sedan början, så den senaste räcker alltid."
)
OWN_DOUBLES = (
    "Två på den här datorn som kan vara samma person. Svara helst innan filen lämnas in: här syns "
    "namnen, hos samordnaren bara koder."
)
ASKED = (
    "Någon här och någon på en annan dator som kan vara samma person. Den andra syns bara som en "
    "kod: ring och läs upp den. Svaret följer med nästa fil."
)
TWICE = "Två tillfällen samma dag som liknar varandra. Har två av er loggat samma grupp?"
CONFLICTS = (
    "Samma uppgift har ändrats på två datorer. Båda ändringarna är kvar tills någon har valt."
)
PANEL = (
    "Universitetet frågar samma personer år efter år, bland dem som återkommer. Här syns vilka av "
    "dem du känner vid namn, och här noteras den som inte vill och hur många som svarade. Namnen "
    "lämnar aldrig datorn."
)
ANSWER_FILE = (
    "Samordnarens fil har frågor, svar, inställningar och vilka som ska glömmas. Läs in den när du "
    "får den; ingenting som är loggat här försvinner."
)
AGAIN = (
    "När samordnaren har skickat en ny programfil, när ni har bytt lösenfras, eller när "
    "kontrollorden inte stämmer. Allt som är loggat finns kvar."
)
