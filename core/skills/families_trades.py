"""Families of skills of particular trades, and the one for skills nobody foresaw.

Data only, which is why it is long; see ``core.skills.family``.
"""

from core.skills.family import Family, questions

TRADES: tuple[Family, ...] = (
    Family(
        "process improvement",
        skills="""
            process improvement = process optimisation = process optimization =
            Prozessoptimierung = mejora de procesos = business process improvement ~
            continuous improvement, Lean = Lean methodology ~ lean management ~ lean
            manufacturing, Six Sigma = Six Sigma Green Belt = Six Sigma Black Belt ~ Lean
            Six Sigma, Kaizen, 5S, process automation = automation ~ workflow automation,
            Power Automate, Zapier, operations management ~ operations ~ operational
            excellence, standard operating procedures = SOPs = SOP, process mapping ~
            process management = business process management, BPMN, business process
            analysis, capacity planning, facility management = facilities management""",
        terms="process, step, waste, time, error, measure, before, after, standard",
        anyone=questions("""
            foundation:
            - Tell me about something at work that was done in a roundabout way until you changed
              it. What has that to do with {skill}, as you see it?
            - Customers wait nine days for something that takes forty minutes of work. How would
              you begin, and what would {skill} have you look at?
            - Whom do you ask first when you want to know how work is really done? Give me an
              example that has to do with {skill}.
            working:
            - Describe a change you brought about through {skill}, with the figures before and
              after and how you obtained them.
            - Which improvement did people quietly undo again after a few weeks? Tell me what that
              taught you about {skill}.
            - Take one piece of work and tell me how you used {skill} to find the step that held
              up all the others.
            expert:
            - How have you kept {skill} going after the first enthusiasm and the first easy gains?
            - Tell me about making one department better through {skill} at the expense of
              another. How did it come out, and what did you do?
            - What would you never subject to {skill}, and how did you defend that against people
              who wanted to save?
            probes:
            - What did the people who do the work think of it?
            - How did you know that it was not chance?
            - What got worse as a result?
            anchors:
            - Introduces forms or tools; no figures; the people who do the work were not asked.
            - Looks at the real work, measures before and after, changes the step that limits, and
              makes it stick.
            - Improves the whole rather than one corner, keeps gains for years with the people
              concerned, and knows where to stop.
        """),
    ),
    Family(
        "compliance and law",
        skills="""
            GDPR = DSGVO = RGPD ~ data protection = Datenschutz ~ data privacy = privacy,
            compliance = regulatory compliance = Compliance-Management = cumplimiento
            normativo, ISO 27001, SOC 2, PCI DSS, ISO 9001, ISO 13485, ISO certification,
            HIPAA, anti-money laundering = AML, KYC = know your customer, occupational
            safety = Arbeitssicherheit = HSE = EHS ~ health and safety ~ workplace safety,
            OSHA, HACCP ~ food safety ~ food hygiene, GMP = good manufacturing practice,
            labour law = labor law = Arbeitsrecht ~ employment law, contract law, legal
            research, legal drafting, law = legal, contract management = contracts, contract
            drafting, regulatory affairs, FDA regulations, internal audit = audits = audit ~
            auditing, corporate governance = governance, risk and compliance, quality
            standards, export control ~ customs compliance, environmental regulations,
            sustainability = ESG""",
        terms="rule, risk, data, document, consent, audit, authority, record, approval",
        anyone=questions("""
            foundation:
            - Tell me about a rule at work that you found inconvenient and kept all the same. What
              did it protect, and what do you know about {skill}?
            - A good customer asks you for something that {skill} may not allow. What do you say
              while they are still on the line?
            - How do you keep yourself informed about {skill}, and whom do you ask when you are
              not sure?
            working:
            - Describe how you translated a requirement from {skill} into something that people
              can follow in their daily work.
            - When did you discover that practice and {skill} had parted company? Tell me what you
              did, in order.
            - Somebody above you wanted to go ahead although {skill} spoke against it, or seemed
              to. How did you act?
            expert:
            - An authority or an auditor has found fault with you in the field of {skill}. Tell me
              how you led, or would lead, the weeks that follow.
            - How have you decided what is enough in the field of {skill}, where the rules leave
              room and every safeguard costs money?
            - Tell me about a business idea that {skill} seemed to rule out, and how you found a
              way, or why there was none.
            probes:
            - What did you put in writing, and for whom?
            - Who would have been harmed, and how?
            - What would you have done if you had been overruled?
            anchors:
            - Knows names of rules; leaves doubtful cases to others or to luck; papers are for the
              audit.
            - Knows what a rule protects, makes it workable, reports deviations, and asks before
              acting in doubt.
            - Weighs risk and purpose where rules leave room, handled a finding or pressure
              openly, and built rules that people keep.
        """),
    ),
    Family(
        "finance and accounting",
        skills="""
            accounting = Buchhaltung = contabilidad = comptabilité = contabilidade =
            бухгалтерский учет = 会计 ~ financial accounting, general ledger, bookkeeping,
            accounts payable, accounts receivable, AP/AR, payroll = Lohnbuchhaltung =
            payroll processing = nómina, budgeting = budget planning = Budgetplanung =
            budgets ~ budget management, cost control, financial analysis ~ financial
            planning = FP&A ~ financial modelling = financial modeling, finance, controlling
            ~ cost accounting ~ management accounting, IFRS, GAAP, US GAAP, HGB, taxation =
            tax = Steuern, tax returns, QuickBooks, Xero, Sage, FreshBooks, DATEV, Lexware,
            invoicing = Rechnungsstellung = facturación = invoice processing ~ billing,
            month-end closing ~ year-end closing, reconciliation = bank reconciliation,
            treasury ~ cash flow management = cash management, credit control ~ debt
            collection, investment banking, trading, asset management, portfolio management,
            financial reporting, CPA, ACCA, CFA, chartered accountancy, underwriting, claims
            handling, credit analysis, banking, mortgage lending, loans""",
        terms="invoice, budget, cost, payment, balance, month, account, difference, cash",
        anyone=questions("""
            foundation:
            - Tell me about money that you looked after for others, in a club, a shop or at work.
              How did you account for it, and what did you learn about {skill}?
            - Two lists that ought to agree differ by forty euros. How do you search, with what
              you know of {skill}?
            - How would you explain to a craftsman with full order books why he cannot pay his
              bills? Draw on what you know of {skill}.
            working:
            - Walk me through the busiest days of the month in your work with {skill}, and the
              step in which most goes wrong.
            - Describe an error that you found through {skill} and that was not yours. Whom did
              you tell, and what was changed?
            - Which figure out of {skill} has led to a decision you remember? Tell me how you
              prepared it.
            expert:
            - Somebody with influence wants a result to look better than it is. How have you dealt
              with that in your work with {skill}?
            - How did you make the figures that come from {skill} earlier, simpler or cheaper
              without making them wrong?
            - Tell me about a forecast or valuation in the field of {skill} that missed. What had
              you assumed, and what do you do differently?
            probes:
            - What did you check it against?
            - Who approved it, and what did they see?
            - How large was the effect, and how do you know?
            anchors:
            - Enters or copies without understanding; differences are written off or passed on;
              cannot say who uses the figures.
            - Explains what a figure stands for, reconciles step by step, keeps records that stand
              an audit, and reports errors.
            - Gives decision makers figures they can act on, withstood pressure, and made the work
              faster without loss of control.
        """),
    ),
    Family(
        "logistics and supply chain",
        skills="""
            logistics = Logistik = logística = logistique, supply chain management = supply
            chain = SCM = Lieferkette, inventory management = inventory ~ inventory control
            ~ stock control ~ stock management, warehouse management = WMS = Lager =
            Lagerlogistik = warehouse management systems = almacén ~ warehousing ~ warehouse
            operations, order picking = Kommissionierung = picking = packing ~ picking and
            packing, shipping = freight = shipping and receiving ~ freight forwarding =
            Spedition, procurement ~ purchasing = Einkauf = compras = achats ~ sourcing ~
            strategic sourcing, dispatching = dispatch, route planning, fleet management,
            customs = customs clearance ~ import and export = import/export, demand
            planning, production planning = Fertigungsplanung, S&OP, material planning =
            MRP, order management = Auftragsabwicklung ~ order processing ~ order fulfilment
            = order fulfillment, transport management = transportation, last-mile delivery,
            loading and unloading""",
        terms="stock, delivery, supplier, order, warehouse, carrier, delay, truck, shelf",
        anyone=questions("""
            foundation:
            - Tell me about something that had to be in a certain place at a certain time because
              of you. What could have gone wrong, and what do you know of {skill} since then?
            - A delivery arrives with three boxes missing, and the driver wants to leave. What do
              you do, with {skill} in mind?
            - How do you recognise a well-run store or depot when you walk in? What has that to do
              with {skill}?
            working:
            - Describe a day on which goods were late, wrong or missing and {skill} fell to you.
              What did you do first?
            - Shelves are full of what nobody orders and empty of what everybody wants. How have
              you dealt with that by means of {skill}?
            - Tell me about a cost or a delay that you reduced through {skill}, and how you know
              the size of the effect.
            expert:
            - Your only supplier for an important part stops for two months. How have you prepared
              for such a thing in your work with {skill}?
            - How did you decide between cheaper and safer in the field of {skill}, when the last
              crisis had been forgotten?
            - Tell me about changing {skill} across several sites or partners that each had their
              own way of doing things.
            probes:
            - Who was told about the delay, and when?
            - What did you have in reserve?
            - Which figure showed you that it had worked?
            anchors:
            - Reacts to each shortage as it comes; no figures on stock, cost or delay; others were
              late.
            - Checks and records, sets priorities by consequence, informs those waiting, and
              improves a cause with figures.
            - Balances cost, safety and service across partners, prepared for failure, and shows a
              change that held over time.
        """),
    ),
    Family(
        "HR and recruiting",
        skills="""
            recruiting = recruitment = Personalbeschaffung = reclutamiento = recrutement =
            Recruiting ~ talent acquisition ~ candidate sourcing ~ headhunting ~ hiring,
            human resources = HR = Personalwesen = recursos humanos = HR management = human
            resource management ~ HR administration, onboarding = employee onboarding,
            employee relations = labour relations = labor relations, employer branding,
            compensation and benefits = compensation, interviewing = interview skills""",
        terms="candidate, employee, interview, vacancy, feedback, contract, hiring, manager, fair",
        anyone=questions("""
            foundation:
            - Tell me about a first day or week somewhere that was done well or badly. What would
              you take from it for {skill}?
            - Somebody tells you something in confidence that their manager should know. How do
              you act, with {skill} in mind?
            - You have to tell forty people that they were not chosen. How do you go about it, as
              part of {skill}?
            working:
            - Describe a position or a matter that had been open for months until you came in.
              What did you do differently, and where did {skill} help?
            - A manager wants something that you consider unfair to the person concerned. How did
              you handle the last such case in {skill}?
            - Which figure do you look at in your work with {skill}, and when did it last lead you
              to change something?
            expert:
            - How have you made {skill} fairer in a way that can be shown, and who had to give up
              a habit for it?
            - Tell me about a decision in {skill} that turned out badly for a person. What did you
              learn, and what did you change?
            - The company must grow by half in a year, or shrink by a tenth. How have you used
              {skill} to bring it through something like that?
            probes:
            - What did the person concerned know, and when?
            - What did you base that judgement on?
            - How did the manager see it afterwards?
            anchors:
            - Follows liking or the manager's wish; people are left without an answer; no evidence
              behind a judgement.
            - Uses the same fair steps for everybody, gives reasons and answers, guards
              confidences, and watches own figures.
            - Made decisions about people fairer and better with evidence, stands up to managers,
              and learned from a case that went wrong.
        """),
    ),
    Family(
        "health and care",
        skills="""
            patient care = Patientenversorgung = atención al paciente ~ patient safety,
            nursing = Krankenpflege = Pflege = enfermería = registered nurse = RN, elderly
            care = Altenpflege ~ senior care ~ geriatric care, first aid = Erste Hilfe ~
            CPR, basic life support = BLS, ACLS, childcare = child care = Kinderbetreuung,
            medication administration, pharmacy, pharmacology, clinical trials = GCP
            guidelines ~ clinical research, mental health support, counselling = counseling,
            social work = Sozialarbeit, physiotherapy = physical therapy, occupational
            therapy, dental assistance, dental hygiene, disability support ~ special needs
            care ~ personal care, infection control ~ hygiene, phlebotomy, laboratory
            skills, medical assistance, caregiving ~ home care""",
        terms="patient, family, safety, record, shift, doctor, dignity, pain, handover",
        anyone=questions("""
            foundation:
            - Tell me about somebody whom you looked after, at work or in training. What did that
              person need from you, and what did you learn about {skill}?
            - You are alone with two people who need you at the same moment. How do you decide,
              with what you know of {skill}?
            - What do you do when you notice something about a person's state that nobody has
              written down? Think of {skill} in your answer.
            working:
            - Describe a situation in {skill} that became serious. What did you see, what did you
              do, and whom did you call?
            - When did somebody refuse what was meant to help them? Tell me how you handled that
              in your work with {skill}.
            - Walk me through a handover in your work with {skill} that went wrong or nearly did,
              and what you do since then.
            expert:
            - How have you made {skill} safer where you worked, and how do you know that it is?
            - Tell me about a mistake or a near miss in {skill} that you helped to review. How did
              you see to it that people spoke openly?
            - There is not enough time or staff for everything. How have you decided, in {skill},
              what must never be left out?
            probes:
            - What would have told you to call for help earlier?
            - How did the person or the family experience it?
            - What was changed for the others as a result?
            anchors:
            - Speaks of tasks done; acts beyond own competence or waits too long; the person's
              wishes do not appear.
            - Observes, acts within own competence, calls for help in time, records, and keeps the
              person's dignity in view.
            - Made care safer with evidence, learns openly from mistakes, and sets priorities
              under strain that others can follow.
        """),
    ),
    Family(
        "teaching and training",
        skills="""
            teaching = Unterrichten = enseñanza = enseignement = pedagogy = teaching
            experience, training = employee training = training delivery = Schulung =
            capacitación = formation, curriculum development = curriculum design ~
            instructional design ~ lesson planning ~ course design, classroom management,
            tutoring = private lessons, e-learning ~ online teaching, LMS, Moodle, early
            childhood education = Erziehung ~ preschool education, special education, adult
            education, sports coaching ~ fitness training ~ personal training, learning and
            development = L&D = Personalentwicklung ~ training and development, user
            training ~ customer training ~ product training""",
        terms="learner, pupil, lesson, group, practise, explain, progress, exercise, question",
        anyone=questions("""
            foundation:
            - Tell me about something that you taught to somebody, a child, a colleague or a
              friend. How did you notice whether it had arrived, and what do you take from it for
              {skill}?
            - Half of a group is bored and the other half is lost. What do you do, in view of
              {skill}?
            - Who taught you something in a way that you have not forgotten? What did that person
              do that belongs to {skill}?
            working:
            - Describe a lesson or session from your work in {skill} that failed. What did you do
              the next time?
            - Tell me about a learner who had given up. What did you try by way of {skill}, and
              what helped in the end?
            - How did you plan your most recent course or session in {skill}, from what people
              should be able to do to the way you checked it?
            expert:
            - How have you found out whether people still used what they had learned months after
              your work in {skill}?
            - Tell me about designing {skill} for people who did not want to be there, or who knew
              more than you.
            - How have you helped others to become good at {skill}, without turning them into
              copies of yourself?
            probes:
            - What could they do afterwards that they could not do before?
            - How did you notice that somebody was not following?
            - What did you leave out, and why?
            anchors:
            - Describes the material covered; learners are quick or slow; does not check what was
              learned.
            - Starts from what people should be able to do, varies the way, checks understanding,
              and adapts.
            - Shows lasting effect, reached reluctant learners, and developed courses or teachers
              that work without own presence.
        """),
    ),
    Family(
        "licences and driving",
        skills="""
            forklift licence = forklift license = forklift = forklift operation = forklift
            driving = Staplerschein = Gabelstaplerschein = forklift certificate = forklift
            operator = carretilla elevadora = CACES, driving licence = driving license =
            driver's license = driver's licence = drivers license = drivers licence = valid
            driver's license = valid driving licence = Führerschein = Führerschein Klasse B
            = permiso de conducir = carnet de conducir = permis de conduire = permis B =
            carta de condução = водительские права = driving, truck licence = truck driving
            licence = LKW-Führerschein = truck driving ~ CDL = CDL Class A = commercial
            driver's license ~ HGV licence = HGV, crane licence = crane operation =
            Kranschein = crane operator, excavator licence = heavy equipment operation =
            excavator = heavy machinery, taxi licence = passenger transport licence, bus
            driving licence, hazardous goods certificate = ADR = ADR-Schein = Hazmat,
            security guard licence = Sachkundeprüfung 34a ~ SIA licence, pilot licence =
            pilot license, drone licence, work platform licence = aerial lift licence = IPAF""",
        terms="drive, load, vehicle, safety, check, route, road, accident, certificate",
        anyone=questions("""
            foundation:
            - This work calls for your {skill}. Tell me what you check before you set off or
              begin, and what you once found when you did.
            - Suppose you have just received your {skill} and on your first day you are told to
              hurry. What do you do?
            - What did you find hardest on the way to your {skill}, and how have you practised it
              since?
            working:
            - For what work have you used your {skill} most recently? Take me through an ordinary
              shift, including the part that demands most care.
            - Tell me about a moment, in work that needs your {skill}, that came close to an
              accident. What did you do then, and what do you do differently now?
            - You are told to do something that your {skill} does not cover, or that is not safe.
              How have you acted, or how would you act?
            expert:
            - How have you shown a newcomer what you yourself had to learn after getting your
              {skill}, because no examination teaches it?
            - Describe how you made work that calls for your {skill} safer or quicker for
              everybody involved.
            - Tell me about an accident or damage, in work that needs your {skill}, that you had
              to deal with, and which rules came out of it.
            probes:
            - What would have happened if you had not looked?
            - Whom did you tell, and when?
            - How do you know that others keep to it?
            anchors:
            - Names the paper only; checks are skipped when time is short; near misses happened to
              others.
            - Describes checks and care in real work, refuses the unsafe, and reports damage or a
              near miss.
            - Made the work of others safer, taught what experience shows, and stood firm against
              haste with reasons.
        """),
    ),
    Family(
        "skilled trades",
        skills="""
            welding = Schweißen = soldadura ~ MIG welding ~ TIG welding, electrical work =
            electrical installation = Elektrik = electrician = Elektroinstallation =
            electricidad, plumbing = Sanitär ~ pipefitting, carpentry = Tischlerei ~ joinery
            ~ woodworking, masonry, bricklaying, concrete work, painting and decorating =
            painting, CNC machining = CNC ~ milling ~ turning ~ machining, maintenance and
            repair = machine maintenance = maintenance = Instandhaltung = mantenimiento =
            equipment maintenance ~ preventive maintenance, heating and air conditioning =
            HVAC, automotive repair = car mechanics = Kfz-Mechatronik ~ vehicle maintenance,
            assembly work = Montage ~ production line work ~ machine operation = machine
            operating, sewing ~ tailoring, construction = construction work, site
            supervision, construction management = Bauleitung, reading technical drawings =
            blueprint reading = technical drawings, soldering, landscaping ~ gardening,
            cleaning = Reinigung = limpieza ~ housekeeping, power tools ~ hand tools,
            roofing, agriculture ~ farming, manufacturing ~ production, mechanical
            engineering, electrical engineering, civil engineering""",
        terms="tool, machine, material, measure, fault, repair, safety, drawing, customer",
        anyone=questions("""
            foundation:
            - Tell me about a piece of work that you made or repaired with your hands and that
              still holds. What did you learn from it about {skill}?
            - You notice halfway that you have made a mistake that nobody would see. What do you
              do, in {skill} or elsewhere?
            - What do you prepare before you begin a job in {skill}, so that you do not have to
              stop in the middle?
            working:
            - Describe a job in {skill} that was different on the spot from what the plan or the
              customer had said. How did you proceed?
            - Tell me about a fault you found in your work in {skill} that others had looked for
              in vain. What led you to it?
            - Which job in {skill} are you proud of, and what would another person of your trade
              notice about it?
            expert:
            - How have you brought an apprentice or a new colleague in {skill} to the point at
              which you no longer had to look?
            - A customer wants it cheaper and quicker than is right. How have you handled that in
              {skill}, and where was your limit?
            - Tell me about planning a large job in {skill} with several trades or shifts. What
              held it up, and what do you plan differently?
            probes:
            - How did you test that it was sound?
            - What did you do to keep yourself and others safe?
            - What did it cost to do it properly, and who paid?
            anchors:
            - Names tasks and tools only; covers up mistakes; safety is merely what the boss
              demands.
            - Plans, measures and tests own work, adapts to what is found, puts mistakes right,
              and works safely.
            - Solves what others could not, plans for several trades, teaches the craft, and holds
              to quality with reasons.
        """),
    ),
    Family(
        "hospitality and retail",
        skills="""
            cooking = Kochen = cocina = cuisine = culinary skills = kitchen work ~ food
            preparation, barista skills = barista = coffee making, waiting tables = serving
            = Kellnern = waitressing ~ food service ~ food and beverage service, bartending
            = mixology, cash handling = Kasse = Kassieren = cash register = caja = POS
            systems = POS = point of sale, merchandising ~ visual merchandising ~ shelf
            stocking, retail = Einzelhandel = retail experience = comercio minorista, hotel
            reception = front desk = front office = reception = Rezeption = receptionist
            duties, hotel management ~ hospitality = Gastronomie = hostelería = hotellerie,
            catering = event catering, store management = Filialleitung ~ shop management,
            beauty treatments, hairdressing, cosmetics, tourism, travel services, tour
            guiding, baking ~ pastry, flight attendance = cabin crew""",
        terms="guest, customer, shift, till, kitchen, order, rush, complaint, stock",
        anyone=questions("""
            foundation:
            - Tell me about a rush that you went through, in a shop, a kitchen or at a party. What
              kept you on top of it, and what did it teach you about {skill}?
            - Something goes wrong in front of a guest and it is your fault. What do you do and
              say, in {skill} as you know it?
            - What do you notice first as a guest when people who do not care are in charge of
              {skill}?
            working:
            - Take me through your last full shift in {skill}, from what you prepared to how you
              left things for the next person.
            - Describe a guest or customer who put your {skill} to the test, and how the matter
              ended.
            - Two colleagues do not turn up, and the house is full. How have you managed something
              like that in {skill}?
            expert:
            - How have you kept quality in {skill} even when the people doing it changed every few
              months?
            - Money or goods went missing, or costs crept up, in an area of {skill} for which you
              answered. What did you do?
            - Tell me about something that you changed in {skill} and that guests came back for.
              How do you know it was that?
            probes:
            - What did you let go so that the rest would work?
            - How did you make it up to the guest?
            - What did the figures of the following weeks show?
            anchors:
            - Describes duties in general; pressure explains everything; the guest does not appear
              in the story.
            - Prepares, sorts by what guests feel first, owns mistakes, and leaves things in order
              for the next shift.
            - Keeps quality through changing teams, deals with loss openly, and shows by figures
              what guests rewarded.
        """),
    ),
)

GENERAL = Family(
    "general",
    skills="",
    terms="work, job, project, people",
    anyone=questions("""
        foundation:
        - This posting asks for {skill}. Where have you met that so far, in work, training or
          everyday life, and what did you do there yourself?
        - One thing this posting asks for is {skill}. Suppose you needed more of it than you have
          today. How would you go about that in your first month?
        - This posting names {skill}. Tell me about a first attempt of yours that has to do with
          it, and what came of it.
        - On this posting's list stands {skill}. Whom do you know who is good at that, and what
          have you seen that person do?
        working:
        - This posting asks for {skill}. Walk me through the last piece of work where you relied
          on it, from what was needed to what came out.
        - Listed for this role is {skill}. Tell me about a situation in which that made the
          difference, and what your part was.
        - Another point in this posting is {skill}. Describe a time when that turned out to be
          harder than you had thought, and what you did.
        - The posting also mentions {skill}. Give me a recent example, and tell me what somebody
          watching you would have seen.
        expert:
        - This posting asks for {skill}. How have you helped others to become better at it, and
          how could you tell that they had?
        - Thinking of {skill}, which this role needs: tell me about the most demanding case you
          have had, and what you would weigh differently now.
        - The posting lists {skill}. Where do people commonly go wrong with that, and how have you
          dealt with it in your own area?
        - Let us turn to {skill}, as the posting puts it. Which change have you brought about in
          that field, and what did it cost?
        probes:
        - What exactly was your own part in that?
        - How did you know that the result was good?
        - Who saw it differently, and what was their reason?
        anchors:
        - Speaks in general or of what others did; no situation, action or result that an observer
          could retell.
        - Tells one real situation with own action, a reason for it and a result, and what was
          learned.
        - Tells a demanding case with options weighed, a result that can be checked, and how
          others came to do it better.
    """),
)
