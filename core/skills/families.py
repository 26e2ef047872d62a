"""What postings ask for: every skill family, the spoken languages, and words to read them by.

Data only. ``core.skills.reading`` looks things up here.
"""

from core.skills.families_infrastructure import RUNNING
from core.skills.families_office import OFFICE
from core.skills.families_people import INTERVIEW_LANGUAGE, PEOPLE, SPOKEN_LANGUAGE
from core.skills.families_software import SOFTWARE
from core.skills.families_trades import GENERAL, TRADES
from core.skills.family import Family, words

FAMILIES: tuple[Family, ...] = (*SOFTWARE, *RUNNING, *OFFICE, *PEOPLE, *TRADES, GENERAL)

__all__ = [
    "EVERYDAY_WORDS",
    "FAMILIES",
    "GENERAL",
    "GENERIC",
    "INTERVIEW_LANGUAGE",
    "LANGUAGES",
    "LANGUAGE_WORDS",
    "OPENINGS",
    "SPOKEN_LANGUAGE",
    "TRAILERS",
    "WHOLE_ONLY",
]

LANGUAGES: dict[str, str] = {
    "es": """Spanish, Castilian, español, espanol, castellano, Spanisch, espagnol, espanhol,
        spagnolo, hiszpański, испанский, 西班牙语, スペイン語""",
    "de": "German, Deutsch, allemand, alemán, alemão, tedesco, niemiecki, немецкий, 德语, ドイツ語",
    "fr": """French, français, francais, Französisch, francés, frances, francês, francese,
        francuski, Frans, французский, 法语, フランス語""",
    "en": """English, Englisch, anglais, inglés, ingles, inglês, inglese, angielski, Engels,
        английский, англійська, 英语, 英文, 英語, الإنجليزية""",
    "ar": "Arabic, Arabisch, arabe, árabe, arabo, арабский, العربية, 阿拉伯语",
    "az": "Azerbaijani",
    "be": "Belarusian, белорусский",
    "bg": "Bulgarian, Bulgarisch, български",
    "bn": "Bengali, Bangla",
    "bs": "Bosnian",
    "ca": "Catalan, català, catalán, Katalanisch",
    "cs": "Czech, Tschechisch, čeština, tchèque, checo, чешский",
    "cy": "Welsh, Cymraeg",
    "da": "Danish, Dänisch, dansk, danois, danés",
    "el": "Greek, Griechisch, grec, griego, ελληνικά, греческий",
    "et": "Estonian, eesti",
    "eu": "Basque, euskera, euskara",
    "fa": "Persian, Farsi, فارسی",
    "fi": "Finnish, Finnisch, suomi, finnois",
    "ga": "Irish, Gaeilge",
    "gl": "Galician, galego, gallego",
    "gu": "Gujarati",
    "he": "Hebrew, Hebräisch, hébreu, עברית, иврит",
    "hi": "Hindi, हिन्दी",
    "hr": "Croatian, Kroatisch, hrvatski",
    "hu": "Hungarian, Ungarisch, magyar, hongrois",
    "hy": "Armenian, армянский",
    "id": "Indonesian, Bahasa Indonesia",
    "is": "Icelandic",
    "it": "Italian, italiano, Italienisch, italien, итальянский, 意大利语",
    "ja": "Japanese, Japanisch, japonais, japonés, japonês, японский, 日语, 日文, 日本語",
    "ka": "Georgian, грузинский",
    "kk": "Kazakh, казахский",
    "kn": "Kannada",
    "ko": "Korean, Koreanisch, coréen, coreano, корейский, 韩语, 한국어",
    "lt": "Lithuanian, lietuvių",
    "lv": "Latvian, latviešu",
    "mk": "Macedonian",
    "ml": "Malayalam",
    "mr": "Marathi",
    "ms": "Malay, Bahasa Melayu",
    "nl": "Dutch, Niederländisch, Nederlands, néerlandais, neerlandés, holandés, Flemish",
    "no": "Norwegian, Norwegisch, norsk, norvégien, noruego",
    "pa": "Punjabi, Panjabi",
    "pl": "Polish, Polnisch, polski, polonais, polaco, польский",
    "pt": "Portuguese, Portugiesisch, português, portugues, portugués, portugais, португальский",
    "ro": "Romanian, Rumänisch, română, roumain, rumano",
    "ru": "Russian, Russisch, русский, russe, ruso, russo, rosyjski, 俄语",
    "sk": "Slovak, Slowakisch, slovenčina",
    "sl": "Slovenian, Slovene, slovenščina",
    "sq": "Albanian",
    "sr": "Serbian, Serbisch, srpski, сербский",
    "sv": "Swedish, Schwedisch, svenska, suédois, sueco",
    "sw": "Swahili, Kiswahili",
    "ta": "Tamil",
    "te": "Telugu",
    "th": "Thai, ไทย",
    "tl": "Tagalog, Filipino",
    "tr": "Turkish, Türkisch, Türkçe, turc, turco, турецкий",
    "uk": "Ukrainian, Ukrainisch, українська, украинский",
    "ur": "Urdu",
    "uz": "Uzbek",
    "vi": "Vietnamese, Vietnamesisch, Tiếng Việt",
    "zh": """Chinese, Mandarin, Cantonese, Putonghua, Chinesisch, chinois, chino, chinês,
        китайский, 中文, 汉语, 普通话, 粤语, 中国語""",
    "zu": "Zulu",
}
"""ISO 639-1 code -> the language's names, the English one first; the most asked for lead."""

LANGUAGE_WORDS = words("""
    fluent fluently fluency native natively near nativelike level business conversational
    professional proficient proficiency advanced intermediate basic good very excellent strong
    perfect solid great confident working full limited operational written spoken verbal oral
    reading writing speaking speaker speakers speak language languages skills skill knowledge
    communication command ability able or and both in of the a is at to with required
    requirement must mandatory plus preferred desirable optional nice have bilingual mother tongue
    mothertongue minimum min least c level fluid additional second foreign work
    british american brazilian european latin swiss austrian canadian mexican simplified
    traditional us uk as bonus an advantage
    fließend fliessend sehr gut gute guter verhandlungssicher verhandlungssicheres muttersprache
    muttersprachler muttersprachlich kenntnisse sprachkenntnisse sprache niveau und oder wort
    schrift auf mindestens
    courant couramment natif maternelle langue bilingue parlé écrit lu et ou niveau bon
    fluido nativo nativa avanzado intermedio medio alto nivel idioma y o de hablado escrito
    fluente avançado intermediário e inglese fluente madrelingua
    язык языка знание свободный свободно разговорный уровень владение
    流利 熟练 母语
""")
"""Words that may stand beside a language's name without making it anything else."""

OPENINGS = """
    strong, excellent, outstanding, proven, solid, good, great, very, deep, in-depth, extensive,
    hands-on, advanced, basic, intermediate, working, practical, demonstrated, exceptional,
    proficient, proficiency, experienced, experience, skilled, skills, familiar, familiarity,
    knowledge, understanding, expertise, expert, background, command, ability, able, competence,
    prior, previous, relevant, professional, certified, years, year, of, in, with, to, using, the,
    sehr gute, gute, fundierte, erfahrung, kenntnisse, experiencia, conocimientos, manejo, de, en,
    expérience, maîtrise, experiência, conhecimento, опыт, знание
"""
"""What people put before a skill without changing which skill it is."""

TRAILERS = """
    skills, skill, experience, knowledge, expertise, proficiency, certification, certificate,
    certified, required, preferred, a plus, nice to have, a must, desirable, mandatory, abilities,
    ability, kenntnisse, erfahrung, tools, software, basics, fundamentals, concepts, environment
"""
"""What people put after a skill without changing which skill it is."""

EVERYDAY_WORDS = words("""
    react go rust swift spring express excel word access oracle spark hive presto trino flask node
    phoenix helm chef puppet consul sketch front intercom outreach gong lean sage linear notion
    buffer shell ruby julia r c d ember remix astro gin koa rails athena glue prefect luigi cypress
    jest mocha espresso detox karma karate cucumber locust tosca office unity unreal copilot
    claude lambda windows exchange bamboo flux nomad packer vagrant rancher sentry epic lever
    greenhouse workday maya blender miro framer dart groovy pulsar druid redshift synapse aurora
    superset looker tableau kong apollo stripe rest soap solid basecamp apex delphi babel vite
    airflow spinnaker salt insomnia canvas close gorgias expo ionic capacitor detail adr soc ros
    pyramid tornado meteor yarn jasmine chai allure pascal ada nim zig lisp creo inventor nx
    electron vulkan pega hapi primavera jupyter sps pr hr ki ai it bi qa ux ui
""")
"""Skills whose name is also an everyday word or abbreviation: inside a longer phrase that is
not a list, they are not taken to be meant ("React quickly to customers")."""

WHOLE_ONLY = words("""
    driving closing hunting turning serving picking packing painting management production
    operations strategy content marketing sales planning training commitment ownership
""")
"""Skills that mean something else as a part of a list or phrase ("driving and shaping change")."""

GENERIC = words("""
    management planning marketing operations sales service support development strategy design
    systems data software business technology engineering analysis training research writing
    administration production testing quality process team customer project content
""")
"""Words that do not tell by themselves which of two longer skills is meant."""
