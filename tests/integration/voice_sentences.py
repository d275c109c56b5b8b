"""What people say, in six languages, with the intent it has to lead to; none where it has to start nothing of ours.

The first word says how things stand: off, on (37 °C, 10 min), paused, cloth (it waits for one), awake (it asks),
entry (a score was logged). Sentences marked as near misses must never bring heat about.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One thing to say."""

    situation: str
    intent: str | None
    text: str
    near_miss: bool


def _read(text: str) -> list[Sentence]:
    found = []
    for line in text.strip().splitlines():
        situation, name, words = (part.strip() for part in line.split("|"))
        found.append(
            Sentence(
                situation=situation,
                intent=None if name in ("-", "?") else f"HeatingPad{name.rstrip('!')}",
                text=words,
                near_miss=name == "-" or name.endswith("!"),
            )
        )
    return found


SENTENCES: dict[str, list[Sentence]] = {
    "en": _read(
        """
        off    | Start      | turn on the heating pad
        off    | Start      | start the heating pad for fifteen minutes on low
        off    | Start      | turn the pad on for a quarter of an hour
        off    | Start      | turn on the Sofa pad at 38 degrees for 12 minutes
        off    | Start      | warm my lower back
        off    | Start      | start the heating pad for half an hour
        on     | Stop       | turn off the heating pad
        on     | Stop       | stop the Sofa pad
        on     | Stop       | it's too hot
        on     | Stop       | ouch
        on     | Extend     | 5 more minutes
        on     | Extend     | extend the heating pad by three minutes
        on     | Pause      | pause the heating pad
        paused | Resume     | resume the heating pad
        on     | Warmer     | make the pad a bit warmer
        on     | Cooler     | a bit cooler please
        cloth  | Confirm    | yes the cloth is on
        awake  | Confirm    | I'm awake
        on     | Status     | how long is the heating pad still on
        off    | LogPain    | log pain seven in my lower back
        off    | LogPain    | my pain is a 3
        entry  | UndoEntry  | undo that
        entry  | PainToday  | how is my pain today
        off    | Status!    | is the pad warm?
        off    | Status!    | set a heating pad timer for 20 minutes
        off    | Status!    | set a timer for the heating pad
        off    | Warmer!    | warmer
        off    | Extend!    | ten more minutes
        off    | -          | turn on the heating
        off    | -          | do not turn on the heating pad
        off    | -          | remind me to turn on the heating pad
        off    | -          | what is a heating pad
        """
    ),
    "de": _read(
        """
        off    | Start      | schalte das Heizkissen ein
        off    | Start      | mach das Heizkissen für fünfzehn Minuten auf niedrig an
        off    | Start      | Heizkissen an für eine Viertelstunde
        off    | Start      | schalte das Sofa pad für 12 Minuten auf 38 Grad ein
        off    | Start      | wärme meinen Rücken
        off    | Start      | starte das Heizkissen für eine halbe Stunde
        on     | Stop       | schalte das Heizkissen aus
        on     | Stop       | Sofa pad aus
        on     | Stop       | das ist zu heiß
        on     | Stop       | aua
        on     | Extend     | noch 5 Minuten
        on     | Extend     | verlängere das Heizkissen um drei Minuten
        on     | Pause      | pausiere das Heizkissen
        paused | Resume     | setze das Heizkissen fort
        on     | Warmer     | mach das Heizkissen etwas wärmer
        on     | Cooler     | etwas kühler bitte
        cloth  | Confirm    | ja das Tuch liegt
        awake  | Confirm    | ich bin wach
        on     | Status     | wie lange läuft das Heizkissen noch
        off    | LogPain    | notiere Schmerz sieben im unteren Rücken
        off    | LogPain    | meine Schmerzen sind bei 3
        entry  | UndoEntry  | rückgängig
        entry  | PainToday  | wie sind meine Schmerzen heute
        off    | Status!    | ist das Heizkissen warm?
        off    | Status!    | stelle einen Timer für das Heizkissen auf 20 Minuten
        off    | Warmer!    | wärmer
        off    | Extend!    | noch zehn Minuten
        off    | -          | schalte die Heizung ein
        off    | -          | schalte das Heizkissen nicht ein
        off    | -          | erinnere mich daran das Heizkissen einzuschalten
        off    | -          | was ist ein Heizkissen
        """
    ),
    "es": _read(
        """
        off    | Start      | enciende la manta eléctrica
        off    | Start      | enciende la manta eléctrica durante quince minutos en nivel bajo
        off    | Start      | pon en marcha la manta eléctrica durante un cuarto de hora
        off    | Start      | enciende Sofa pad a 38 grados durante 12 minutos
        off    | Start      | calienta mi espalda
        off    | Start      | enciende la manta eléctrica durante media hora
        on     | Stop       | apaga la manta eléctrica
        on     | Stop       | apaga Sofa pad
        on     | Stop       | está demasiado caliente
        on     | Stop       | ay
        on     | Extend     | 5 minutos más
        on     | Extend     | alarga la manta eléctrica tres minutos
        on     | Pause      | pausa la manta eléctrica
        paused | Resume     | reanuda la manta eléctrica
        on     | Warmer     | pon la manta eléctrica un poco más caliente
        on     | Cooler     | un poco menos caliente por favor
        cloth  | Confirm    | sí el paño está puesto
        awake  | Confirm    | estoy despierta
        on     | Status     | cuánto tiempo le queda a la manta eléctrica
        off    | LogPain    | anota un dolor de siete en la zona lumbar
        off    | LogPain    | mi dolor es 3
        entry  | UndoEntry  | deshacer
        entry  | PainToday  | cómo está mi dolor hoy
        off    | Status!    | ¿está caliente la manta eléctrica?
        off    | Status!    | pon un temporizador para la manta eléctrica de 20 minutos
        off    | Warmer!    | más caliente
        off    | Extend!    | diez minutos más
        off    | -          | enciende la calefacción
        off    | -          | no enciendas la manta eléctrica
        off    | -          | recuérdame encender la manta eléctrica
        off    | -          | qué es una manta eléctrica
        """
    ),
    "fr": _read(
        """
        off    | Start      | allume le coussin chauffant
        off    | Start      | allume le coussin chauffant pendant quinze minutes au niveau bas
        off    | Start      | démarre mon coussin chauffant pour un quart d'heure
        off    | Start      | allume Sofa pad à 38 degrés pendant 12 minutes
        off    | Start      | réchauffe mon dos
        off    | Start      | allume le coussin chauffant pendant une demi-heure
        on     | Stop       | éteins le coussin chauffant
        on     | Stop       | arrête Sofa pad
        on     | Stop       | c'est trop chaud
        on     | Stop       | aïe
        on     | Extend     | encore 5 minutes
        on     | Extend     | prolonge le coussin chauffant de trois minutes
        on     | Pause      | mets le coussin chauffant en pause
        paused | Resume     | reprends le coussin chauffant
        on     | Warmer     | mets le coussin chauffant un peu plus chaud
        on     | Cooler     | un peu moins chaud
        cloth  | Confirm    | oui le linge est posé
        awake  | Confirm    | je suis réveillé
        on     | Status     | combien de temps reste-t-il au coussin chauffant
        on     | Status     | où en est le coussin chauffant
        off    | LogPain    | note une douleur de sept dans le bas du dos
        off    | LogPain    | ma douleur est à 3
        entry  | UndoEntry  | annuler
        entry  | PainToday  | comment est ma douleur aujourd'hui
        off    | Status!    | est-ce que le coussin chauffant est chaud ?
        off    | Status!    | mets un minuteur pour le coussin chauffant de 20 minutes
        off    | Warmer!    | plus chaud
        off    | Extend!    | encore dix minutes
        off    | -          | allume le chauffage
        off    | -          | n'allume pas le coussin chauffant
        off    | -          | rappelle-moi d'allumer le coussin chauffant
        off    | -          | qu'est-ce qu'un coussin chauffant
        """
    ),
    "nl": _read(
        """
        off    | Start      | zet het warmtekussen aan
        off    | Start      | zet het warmtekussen aan voor vijftien minuten op laag
        off    | Start      | start het warmtekussen voor een kwartier
        off    | Start      | zet Sofa pad aan op 38 graden voor 12 minuten
        off    | Start      | verwarm mijn rug
        off    | Start      | zet het warmtekussen aan voor een half uur
        on     | Stop       | zet het warmtekussen uit
        on     | Stop       | Sofa pad uit
        on     | Stop       | het is te heet
        on     | Stop       | au
        on     | Extend     | nog 5 minuten
        on     | Extend     | verleng het warmtekussen met drie minuten
        on     | Pause      | zet het warmtekussen op pauze
        paused | Resume     | hervat het warmtekussen
        on     | Warmer     | zet het warmtekussen een beetje warmer
        on     | Cooler     | een beetje koeler alsjeblieft
        cloth  | Confirm    | ja de doek ligt
        awake  | Confirm    | ik ben wakker
        on     | Status     | hoe lang staat het warmtekussen nog aan
        off    | LogPain    | noteer pijn zeven in mijn onderrug
        off    | LogPain    | mijn pijn is een 3
        entry  | UndoEntry  | ongedaan maken
        entry  | PainToday  | hoe is mijn pijn vandaag
        off    | Status!    | is het warmtekussen warm?
        off    | Status!    | zet een timer voor het warmtekussen op 20 minuten
        off    | Warmer!    | warmer
        off    | Extend!    | nog tien minuten
        off    | -          | zet de verwarming aan
        off    | -          | zet het warmtekussen niet aan
        off    | -          | herinner me eraan het warmtekussen aan te zetten
        off    | -          | wat is een warmtekussen
        """
    ),
    "it": _read(
        """
        off    | Start      | accendi il cuscino termico
        off    | Start      | accendi il cuscino termico per quindici minuti al livello basso
        off    | Start      | avvia il cuscino termico per un quarto d'ora
        off    | Start      | accendi Sofa pad a 38 gradi per 12 minuti
        off    | Start      | scalda la mia schiena
        off    | Start      | accendi il cuscino termico per mezz'ora
        on     | Stop       | spegni il cuscino termico
        on     | Stop       | spegni Sofa pad
        on     | Stop       | è troppo caldo
        on     | Stop       | ahi
        on     | Extend     | altri 5 minuti
        on     | Extend     | prolunga il cuscino termico di tre minuti
        on     | Pause      | metti in pausa il cuscino termico
        paused | Resume     | riprendi il cuscino termico
        on     | Warmer     | metti il cuscino termico un po' più caldo
        on     | Cooler     | un po' meno caldo
        cloth  | Confirm    | sì il panno c'è
        awake  | Confirm    | sono sveglio
        on     | Status     | quanto tempo resta al cuscino termico
        off    | LogPain    | annota un dolore di sette alla schiena
        off    | LogPain    | il mio dolore è 3
        entry  | UndoEntry  | annulla
        entry  | PainToday  | com'è il mio dolore oggi
        off    | Status!    | il cuscino termico è caldo?
        off    | Status!    | imposta un timer per il cuscino termico di 20 minuti
        off    | Warmer!    | più caldo
        off    | Extend!    | altri dieci minuti
        off    | -          | accendi il riscaldamento
        off    | -          | non accendere il cuscino termico
        off    | -          | ricordami di accendere il cuscino termico
        off    | -          | cos'è un cuscino termico
        """
    ),
}
"""By language: at least twenty each, every intent, and near misses."""
