"""Ambiguous words, which are not always what they look like. Data only.

Everyday words that are also technologies' names, everyday phrases that hold them, words that say
nothing beside a technology, and technical words that are no ground for a coding question.
"""

from core.roles.table import Row, Strength, split_words

# The rows are a table for people to read, so they are laid out by hand.
# fmt: off
IDIOMS: tuple[Row, ...] = (
    # Phrases in which a technology's name, or a trade's, is an everyday word
    Row("idiom", Strength.NEUTRAL, """
        react quickly, react fast, react to, react well, react calmly, react appropriately,
        react promptly, quick to react, react under, react swiftly, react in, go the, go to,
        go above, go beyond, go getter, go live, go for, go out, go into, go through, go over,
        go on, on the go, to go, go further, ready to go, go with, go hand, let go, pay as you go,
        go back, go together, as you go, willing to go, go ahead, go along, swift response,
        swift resolution, swift action, swift payments, swift code, swift messages,
        swift messaging, rust proof, rust proofing, rust resistant, rust belt, rust removal,
        rust free, rust prevention, anti rust, spring collection, spring season, spring break,
        spring semester, spring campaign, spring cleaning, spring sale, spring 2024, spring 2025,
        spring 2026, spring internship, spring intern, spring term, spring summer, spring/summer,
        spring water, express shipping, express delivery, express interest, express yourself,
        american express, express lane, express entry, express ideas, express courier,
        express mail, express parcels, express service, ali express, excel at, excel in,
        excel under, excel as, excel when, word of mouth, in other words, key word, swing shift,
        swing shifts, swing bed, night swing, golf swing, less than, no less, next level,
        next generation, next day, next steps, next step, next door, next gen, what's next,
        next to, next door neighbour, the next, your next, our next, cash flow, work flow,
        traffic flow, flow meter, flow of, flow control, ruby jewelry, ruby ring, gold and ruby,
        shell company, shell gas, shell station, egg shell, spark plug, spark plugs, spark joy,
        spark interest, spark creativity, spark a, spark conversations, spark innovation,
        hive mind, bee hive, bee hives, teatro alla scala, la scala, scala milano, franz kafka,
        oracle of, meteor shower, electron microscope, electron microscopy, electron beam,
        boots strap, express train, less experience, stock ruby, data entry, security guard,
        security clearance, security deposit, social security, security officer, job security,
        food security, cloud kitchen, mobile phone, mobile phones, upwardly mobile, mobile home,
        mobile crane, mobile patrol, web of science, web press, code of conduct, code of ethics,
        dress code, building code, building codes, building code compliance, medical coding,
        icd coding, coding icd, life support, support of, in support of, support the, supports the,
        support your, support our, support a, to support, will support, with the support,
        support with, support for, support in, support to, support from, support and develop,
        lumbar support, moral support, support worker, support workers, teaching support,
        learning support assistant, learning support, support teacher, disability support worker,
        support beams, support structures, oil pipeline, gas pipeline, pipeline inspection,
        pipeline welding, sales pipeline, pipeline management, pipeline of deals,
        pipeline construction, drug pipeline, pipeline integrity, water pipeline, talent pipeline,
        clinical pipeline, film production, music production, video production, food production,
        oil production, crop production, product range, by product, salt and pepper, rest of,
        the rest, rest assured that, rest and, rest home, solid understanding, solid knowledge,
        solid experience, solid background, solid waste, solid wood, solid state, karma yoga,
        zoom lens, sick leave, quality of life, lead times, lead time, leading company,
        lead qualification, lead and, to lead, lead the, lead a, head office, head quarters,
        executive summary, principal investigator, sales tax, sales force, for sale, sale of,
        design of experiments, by design, design and build, node of, lymph node, lymph nodes,
        rail head, rails and, hand rails, guard rails, pandas zoo, python snake, chai latte,
        cucumber salad, mocha latte, coffee mocha, java coffee, java island, groovy music,
        gin and tonic, phoenix arizona, phoenix az, cypress ca, cypress texas, cypress california,
        aurora co, julia child, ada compliance, ada compliant, ada lovelace, c level, series c,
        vitamin c, class c, cdl class c, r&b, r&d, research & development, h&r, m&a, f&b, q&a,
        p&l"""),
)

# Names of technologies that are also everyday words, people or places: in a tag or a list of
# technologies they count, in a sentence only where the sentence shows that the technology is meant.
EVERYDAY_WORDS: frozenset[str] = frozenset(
    split_words("""
        react, go, rust, spring, swift, swing, node, express, oracle, spark, kafka, scala, dart,
        ruby, flask, shell, chef, puppet, helm, jest, mocha, cypress, flow, next, phoenix, elixir,
        julia, ada, c, r, less, sass, ember, meteor, bootstrap, hive, storm, presto, unity, unreal,
        flutter, sketch, expo, remix, astro, crystal, nest, prisma, jakarta, apache, cloud,
        security, data, databases, glue, druid, prefect, luigi, athena, redshift, snowflake,
        consul, nomad, packer, vagrant, rancher, espresso, karma, chai, enzyme, locust, cucumber,
        allure, detox, tosca, mobile, bun, koa, hapi, composer, doctrine, lamp, electron, ionic,
        quasar, pyramid, tornado, celery, rails, sinatra, otp, boost, rest, solid, relay, apollo,
        soap, axum, front, lean, sage, moz, buffer, notion, slack, zoom, teams, word, office,
        excel, outlook, adobe, maya, blender, miro, gong, close, framer, iceberg, perl, pascal,
        lisp, zig, nim, apex, pega, assembly, assembler, lambda, containers, networking,
        monitoring, infrastructure, statistics, testing, api, web, code, coding, dom, orm, cms, ts,
        js, ml, ai, ki, bi, rag, ros, qt, dax, emr, iam, vpn, dns, asp, vb, wp, qa, e2e, tdd, bdd,
        gin, software, engineer, developer, dev, database, serverless, sas, adf, otrs, iac, sre,
        sem, cro, inventory, closing, quota, anchor, drf, acf, polars, tokio, substrate, groovy,
        confluent, cargo, parquet, backlog, communication, research, embedded, synapse, canva,
        workday, greenhouse, juniper, tcl, delphi
    """)
)

# Names that automatic taggers pick out of any text ("go the extra mile"): beside nothing but office
# words they say nothing of a technology.
PICKED_FROM_TEXT: frozenset[str] = frozenset(
    split_words("go, c, r, swift, spark, express, flow, less, next, node")
)

# Known words of technical work that office work shares: no ground for a coding question.
NOT_CODING: frozenset[str] = frozenset(
    split_words("""
        ai, artificial intelligence, genai, gen ai, statistics, r, stata, spss, sas, ki, gpt,
        prompt engineering, mobile, mobile apps, app store, data, data analytics, data analysis,
        data visualization, data visualisation, business intelligence, bi, tableau, power bi,
        powerbi, power query, looker, looker studio, qlik, qlikview, qlik sense,
        google data studio, metabase, dax, cognos, microstrategy, alteryx, database, databases,
        data quality, data governance, data integration, cloud, cloud computing, security,
        cybersecurity, cyber security, infosec, monitoring, infrastructure, networking,
        quality assurance, qa, wordpress, word press, wp, cms, elementor, webflow, web, software,
        developer, engineer, iot, gis, arcgis, agile development, rpa, oracle, api, apis, solid,
        code, stripe, 数据分析, 人工智能, анализ данных, bitrix24, altium, fusion 360, plc, scada,
        manual testing, blockchain, defi, navision, business central, pega, test management,
        uat testing, responsive design, iam, vpn, siem, firewalls, active directory,
        windows server, cisco, ccna, ccnp, vmware, observability, saas development
    """)
)

# Words that say nothing beside a technology's name ("5 years of experience with React").
STOP_WORDS: frozenset[str] = frozenset(
    split_words("""
        experience, experienced, with, in, of, strong, advanced, basic, basics, knowledge, skill,
        skills, year, years, yrs, yoe, nice, have, proficiency, proficient, expert, expertise,
        understanding, familiarity, familiar, good, great, excellent, deep, solid, working, hands,
        on, required, preferred, like, such, as, using, use, modern, latest, version, versions,
        framework, frameworks, library, libraries, language, languages, stack, ecosystem, based,
        native, app, apps, application, applications, hook, hooks, component, components, services,
        service, senior, junior, mid, level, intermediate, medior, intern, internship, lead, staff,
        principal, part, time, remote, similar, equivalent, related, other, e.g, i.e, etc, a, an,
        at, least, minimum, must, bonus, tools, tool, platform, fundamentals, proven, commercial,
        professional, production, m, f, d, w, x, h, all, genders, js, lang, core, kenntnisse,
        erfahrung, gute, sehr, fundierte, sicherer, umgang, im, von, der, werkstudent, praktikant,
        praktikum, expérience, avec, maîtrise, bonne, connaissance, connaissances, de, du, des, en,
        le, la, les, stage, alternance, alternant, stagiaire, confirmé, experiencia, con,
        conocimiento, conocimientos, dominio, sólidos, em, com, conhecimento, conhecimentos,
        experiência, pleno, sênior, júnior, estágio, prácticas, опыт, работы, знание, на, умение,
        уверенное, владение, стажер, младший, старший, ведущий, middle
    """)
)
