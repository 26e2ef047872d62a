"""Families of skills in dealing with people and with oneself.

Data only, which is why it is long; see ``core.skills.family``.
"""

from core.skills.family import Family, questions

SPOKEN_LANGUAGE = "spoken language"
INTERVIEW_LANGUAGE = "interview language"
"""English, which the interview is held in: nobody can be offered to switch to it."""

PEOPLE: tuple[Family, ...] = (
    Family(
        SPOKEN_LANGUAGE,
        skills="",
        terms="customer, letter, meeting, translate, word, explain, understand, conversation",
        anyone=questions("""
            foundation:
            - This role uses {skill}. You are welcome to answer this one in {skill}: tell me about
              a conversation in it that mattered, and how you made sure that you were understood.
            - Answer in {skill} if you like. Suppose a customer rings, speaks only {skill} and is
              worried about an order. How would you lead the conversation?
            - Part of this work is done in {skill}, so please feel free to use it now. What have
              you done so far to bring your {skill} to where it is?
            working:
            - This role uses {skill} with customers or colleagues. Please answer this one in
              {skill} if you like: describe a misunderstanding you cleared up, and how you noticed
              it.
            - Here you may answer in {skill}, since the role asks for it. Walk me through a piece
              of work that you did in {skill} from beginning to end.
            - The posting asks for {skill}, and you may switch to it for this answer. Tell me
              about a difficult message that you had to give to somebody in {skill}.
            expert:
            - Please answer in {skill} if you wish. Tell me about a negotiation, a presentation or
              a conflict that you handled in {skill}, and what you would word differently today.
            - In {skill} or in English, as you prefer: how have you adapted something written for
              one country to readers of {skill}, beyond translating the words?
            - You may use {skill} for this answer. How have you helped colleagues to work well
              with customers who speak {skill}?
            probes:
            - What did the other person say that showed you had been understood?
            - How would you have put the same thing to somebody who knew nothing of the matter?
            - Which expression would not carry over from one language to the other, and what did
              you say instead?
            anchors:
            - Gives no situation in which the language was used for a purpose, and no way of
              checking that both sides understood the same thing.
            - Tells a concrete case of use at work or in daily life, what was to be achieved, and
              how understanding was checked.
            - Handled a demanding exchange for a clear purpose, adapted message and form to the
              listeners, and made it easier for others too.
        """),
    ),
    Family(
        INTERVIEW_LANGUAGE,
        skills="",
        terms="customer, letter, meeting, word, explain, understand, conversation, translate",
        anyone=questions("""
            foundation:
            - This role needs {skill} at work. Who was the last person to misread something that
              you wrote or said in it, and what did you do?
            - Suppose a customer writes in {skill} and you are not sure what they mean. How do you
              proceed before you answer?
            - What have you done so far to bring your {skill} to where it is, and what will you do
              next?
            working:
            - The posting asks for {skill}. Which text or talk in it do you rely on most in your
              work, and how do you go about preparing one?
            - When did the exact wording in {skill} decide how something turned out at work? Tell
              me what you chose to write or say.
            - How do you make sure, in work that is done in {skill}, that everybody around the
              table has followed? Use a recent meeting.
            expert:
            - How did you settle a dispute held in {skill} between people who each understood the
              same words in another way?
            - How have you helped colleagues to work well with people for whom {skill} is not
              their first language?
            - Which text or talk of yours in {skill} had to serve readers in several countries,
              and what did you change for them?
            probes:
            - How did you notice what had been taken the wrong way?
            - How would you have put it to somebody who knew nothing of the matter?
            - What did you leave out so that everybody could follow?
            anchors:
            - Gives no situation in which the language was used for a purpose at work, and no way
              of checking that both sides understood the same thing.
            - Tells one concrete case of use for a purpose, in speech or in writing, and how
              understanding was checked.
            - Handled a demanding exchange for a clear purpose, adapted message and form to the
              listeners, and made it easier for others.
        """),
    ),
    Family(
        "negotiation",
        skills="""
            negotiation = negotiating = negotiations = negotiation skills =
            Verhandlungsgeschick = Verhandlung = négociation = negociación = negociação =
            переговоры = 谈判, closing = closing deals = deal closing = closing sales,
            objection handling, contract negotiation = contract negotiations, price
            negotiation, persuasion = Überzeugungskraft ~ influencing, mediation""",
        terms="offer, price, agreement, interest, concession, terms, limit, customer, compromise",
        anyone=questions("""
            foundation:
            - Tell me about two people or sides who wanted different things, you being one of
              them. How did it end, and what did you learn about {skill}?
            - Somebody asks you for a discount that you may not give. Thinking of {skill}, how do
              you keep the talk alive?
            - What do you prepare before a conversation that will call for {skill}? Take a real
              one, from work or private life.
            working:
            - Choose a case of {skill} in which you got less than you wanted, and tell me what you
              would try differently.
            - Describe a moment in {skill} when you found out what the other side was really
              after, and what you made of it.
            - When did you last walk away, or come close to it, in a situation that called for
              {skill}? What was your limit based on?
            expert:
            - Three parties, one deadline, and each can block the rest. Tell me about the case of
              {skill} in your life that comes closest to it.
            - How have you taught others {skill} without giving them your tricks to recite?
            - Tell me about an agreement that you reached by {skill} and that had to be reopened
              later. What had been overlooked?
            probes:
            - What did you know about their alternatives?
            - Which concession cost you little and helped them much?
            - How did both sides speak of it a year later?
            anchors:
            - Gives way or digs in; no preparation, limit or question about the other side's
              reasons.
            - Prepares aim and limit, asks for reasons behind a demand, trades rather than gives,
              and notes what was agreed.
            - Creates value for several sides, keeps a reasoned limit under pressure, and shows
              agreements that lasted.
        """),
    ),
    Family(
        "prospecting",
        skills="""
            cold calling = cold calls = Kaltakquise ~ telesales ~ telemarketing ~ outbound
            calls = outbound calling, prospecting = sales prospecting = lead prospecting =
            prospection, lead generation = leadgen = lead gen = generación de leads,
            outbound sales ~ outreach ~ sales development = SDR = BDR, new business
            development = new business = hunting ~ customer acquisition = Neukundengewinnung
            = Kundenakquise = captación de clientes, appointment setting, business
            development = desarrollo de negocio, networking events = relationship
            networking, door-to-door sales, fundraising""",
        terms="call, lead, prospect, list, meeting, reply, refusal, opening, follow-up",
        anyone=questions("""
            foundation:
            - Tell me about something you obtained by asking people who had no reason to expect
              you. What has it taught you about {skill}?
            - You hear no thirty times in one morning of {skill}. What do you do at noon?
            - Suppose you have to win ten new customers for a window cleaner. How do you start,
              and where would {skill} come in?
            working:
            - Tell me about the last person whom you turned from a stranger into a conversation by
              {skill}. What did you know beforehand?
            - What do your own figures in {skill} look like from first contact to meeting, and
              which step have you improved?
            - Describe the opening that you use in {skill} today, and how it has changed since you
              began.
            expert:
            - How have you built a source of new conversations by {skill} that went on without
              you?
            - Tell me about a group of possible customers whom {skill} did not reach. What else
              did you try, and what did it cost?
            - Where do you draw the line in {skill} between persistent and unwelcome, and how have
              you made a team keep to it?
            probes:
            - What did you say in the first two sentences?
            - What did you do with those who said not now?
            - How many of them were still customers a year later?
            anchors:
            - Uses one speech for everybody; does not know own numbers; a refusal ends it or is
              talked over.
            - Chooses whom to contact for a reason, opens with their concern, follows up in
              several ways, and knows own figures.
            - Builds a repeatable way of reaching the right people, respects a no, and improves it
              by measured trials.
        """),
    ),
    Family(
        "sales and account management",
        skills="""
            B2B sales = B2B = business-to-business sales = B2B-Vertrieb = ventas B2B, B2C
            sales = B2C, account management = Kundenbetreuung = account manager ~ key
            account management = key accounts = key account manager, sales = selling =
            Vertrieb = ventas = vente = vendas = продажи = 销售 = sales skills = sales
            experience, enterprise sales, SaaS sales ~ software sales, consultative selling
            = consultative sales ~ solution selling, inside sales ~ telephone sales, field
            sales = Außendienst ~ outside sales, retail sales ~ in-store sales, pipeline
            management = sales pipeline = pipeline, sales forecasting ~ sales planning,
            upselling = upsell ~ cross-selling = cross selling, customer success = customer
            success management, customer retention = retention ~ churn reduction ~ renewals,
            client relationship management = client relationships = customer relationship =
            client management ~ relationship management ~ relationship building, product
            demonstrations = demos = product demos ~ sales presentations, territory
            management, sales strategy, MEDDIC = MEDDPICC, SPIN selling, Challenger Sale,
            channel sales ~ partner management ~ partnerships, medical device sales, real
            estate sales = real estate, insurance sales = insurance, technical sales ~ sales
            engineering ~ pre-sales = presales""",
        terms="customer, account, need, deal, target, offer, contract, revenue, decision",
        anyone=questions("""
            foundation:
            - Tell me about a time you helped somebody to decide to buy, join or change something.
              What did you ask, and what does it show about the way you go about {skill}?
            - A customer has fallen silent after a friendly first talk. Thinking of {skill}, what
              do you do, and when do you let go?
            - How would you prepare to meet a customer in a trade you know nothing about, and what
              would you draw on from {skill}?
            working:
            - Choose a customer you won or kept through {skill}, and tell me who had to be
              convinced and how long it took.
            - Describe a loss that hurt, from your time in {skill}. When was it really lost, as
              you see it now?
            - Lead me through your plan for the present quarter, or the last one, in {skill}, and
              the assumption in it that you trust least.
            expert:
            - A customer who brings a fifth of your turnover is no longer profitable. How have you
              used {skill} to deal with something of that kind?
            - Tell me about changing the way a team goes about {skill} because buyers had changed.
              How did you know that they had?
            - How do you balance what a customer wants to hear against what is true, when a large
              success in {skill} depends on it? Use a real case.
            probes:
            - Who besides your contact had a say in it?
            - What did the customer gain, in their own words?
            - What would your toughest customer say about that?
            anchors:
            - Presents and hopes; knows one contact and no figures; a loss was always down to
              price.
            - Learns need, decision makers and timing by asking, follows a plan, knows own
              figures, and explains wins and losses.
            - Sees value and risk from the customer's side, corrected a way of selling on
              evidence, and keeps promises under pressure.
        """),
    ),
    Family(
        "customer care",
        skills="""
            empathy = Empathie = Einfühlungsvermögen = empatía, active listening = listening
            = listening skills, customer service = Kundenservice = Kundendienst = servicio
            al cliente = atención al cliente = service client = atendimento ao cliente =
            обслуживание клиентов = 客户服务 ~ customer support ~ client service ~ guest service
            ~ customer care, de-escalation = deescalation, conflict resolution =
            Konfliktfähigkeit ~ conflict management, complaint handling = complaints =
            Reklamation ~ complaint management, patience = Geduld, customer orientation =
            Kundenorientierung = customer-centric = customer obsession ~ customer focus ~
            service orientation, telephone support = phone support = telephone skills ~
            phone etiquette ~ call centre work = call centre = call center = contact center,
            customer experience = CX, customer onboarding = onboarding customers,
            hospitality mindset = service mindset ~ friendliness = Freundlichkeit""",
        terms="customer, complaint, listen, angry, understand, apologise, solution, promise",
        anyone=questions("""
            foundation:
            - Tell me about a person who was upset with you or with your company. What did you say
              first, and how much of it was {skill}?
            - You cannot give a customer what they ask for, and you think they are right to ask.
              What do you do, with {skill} in mind?
            - Who has treated you really well as a customer? What did that person do that you
              count as {skill}?
            working:
            - Describe the hardest conversation that called for {skill} in your last job, and the
              sentence in it that turned things for better or worse.
            - When were you about to lose your temper, or your interest, in work that demands
              {skill}, and how did you deal with that?
            - Tell me about a customer whom {skill} could not satisfy. What did you decide, and
              what did you pass on to others?
            expert:
            - How have you made {skill} better across a team, when everybody thought that they
              were good at it already?
            - A rule of the house makes customers angry every day. Tell me how you have used what
              you know from {skill} to get such a rule changed.
            - How do you protect people whose work demands {skill} from wearing out, and what have
              you seen go wrong?
            probes:
            - How could you tell what the person felt?
            - What would the person have said about it the next day?
            - What did you stop doing so that there was time for it?
            anchors:
            - Quotes the rules or soothes; talks about difficult people; does not say what the
              person needed or what followed.
            - Lets the person finish, names what matters to them, offers what is possible, and
              keeps the promise made.
            - Finds the need behind the anger, changed a cause for all customers, and strengthens
              colleagues in the same work.
        """),
    ),
    Family(
        "communication",
        skills="""
            communication = communication skills = Kommunikation = Kommunikationsfähigkeit =
            Kommunikationsstärke = Kommunikationsfähigkeiten = comunicación = comunicação =
            communicative = коммуникабельность = 沟通能力 ~ interpersonal skills = interpersonal
            communication ~ people skills, written and verbal communication = verbal and
            written communication = written and oral communication = oral and written
            communication, written communication = writing = writing skills ~ business
            writing ~ correspondence, verbal communication = oral communication = spoken
            communication, presenting = presentation skills = presentations = presentation =
            Präsentation ~ public speaking, facilitation = workshop facilitation =
            moderation ~ workshops, internal communications = corporate communications,
            intercultural communication = cross-cultural communication, cross-functional
            communication, foreign languages = multilingual = bilingual = Fremdsprachen =
            idiomas = language skills""",
        terms="explain, listen, message, audience, question, meeting, write, understand, talk",
        anyone=questions("""
            foundation:
            - Tell me about something difficult that you had to explain to a person who knew
              little about it. What does it show of your {skill}?
            - You notice in the middle of a meeting that people are not following you. Thinking of
              {skill}, what do you do?
            - Which piece of feedback on your {skill} did you find hard to hear, and what came of
              it?
            working:
            - Describe a case in which everybody had been told and nobody had understood. What
              part did {skill} play in it, and what did you change?
            - When did you have to bring news that people did not want, and how did you use
              {skill} so that they could act on it?
            - Tell me how you put the same matter to two very different audiences, and what
              {skill} meant for each.
            expert:
            - How have you arranged the flow of information in a group so that it does not hang on
              the {skill} of single persons?
            - Tell me about a rumour or a half-truth that spread at work. How did you answer it,
              and what did that ask of your {skill}?
            - What do you deliberately not tell people, and when? Give me a case that put your
              {skill} to the test.
            probes:
            - How did you check what had arrived?
            - What did you leave out, and why that?
            - Who learned of it too late, and how did you notice?
            anchors:
            - Describes what was sent or said; does not check what was understood; the listener is
              to blame for misunderstandings.
            - Chooses form and words for the listener, checks understanding, and corrects own
              message when it failed.
            - Shapes how a group shares information, handles unwelcome truths in the open, and
              shows what people did because of it.
        """),
    ),
    Family(
        "leadership and coaching",
        skills="""
            leadership = Führung = Führungserfahrung = Mitarbeiterführung = liderazgo =
            liderança = leading teams = leadership skills = people leadership ~ team
            leadership, people management = personnel management = line management =
            Personalführung ~ team management = managing teams ~ staff management, coaching
            ~ mentoring ~ feedback = giving feedback, performance management ~ performance
            reviews, delegation = delegating, team building = team development = building
            teams, strategic planning = strategic management ~ strategy = strategy
            development ~ strategic thinking, decision making = decision-making =
            Entscheidungsfreude, organisational development = organizational development,
            succession planning ~ talent development ~ talent management, employee
            engagement, company culture, crisis management, supervision = supervising,
            management ~ general management ~ business management, motivation = motivating
            others""",
        terms="team, people, goal, feedback, decision, responsibility, trust, develop, support",
        anyone=questions("""
            foundation:
            - Tell me about a time others followed your lead although nobody had appointed you.
              What have you learned from it about {skill}?
            - A colleague who joined after you asks for help that you have no time to give. What
              do you do, thinking of {skill}?
            - Who has led you well? Describe one thing that the person did, and how it has shaped
              your own idea of {skill}.
            working:
            - Tell me about a person who grew in your care. What did you do, what did you leave
              alone, and how did {skill} come into it?
            - Describe a decision that your people did not like. How did you arrive at it, and
              what did it show about your {skill}?
            - Somebody good at the work is making life hard for the rest. How have you dealt with
              that, as a matter of {skill}?
            expert:
            - You take over a group that has lost trust in those above it. How do you spend the
              first sixty days, and what have you learned about {skill} from such a start?
            - Tell me about a mistake of yours in {skill} that others paid for, and how you dealt
              with it in front of them.
            - How have you passed {skill} on, so that people lead well whom you did not choose and
              do not meet?
            probes:
            - What did the person concerned say about it?
            - What would have happened if you had kept out of it?
            - How do you know that it went on after you had left?
            anchors:
            - Speaks of tasks and targets; people are motivated or not; avoids hard conversations
              or settles them by rank.
            - Names what a person needed and what own actions changed, gives feedback early, and
              explains unpopular decisions.
            - Built trust and independence that lasted without own presence, owns mistakes openly,
              and develops other leaders.
        """),
    ),
    Family(
        "stakeholder management",
        skills="""
            stakeholder management = stakeholders = stakeholder communication =
            Stakeholdermanagement ~ stakeholder engagement, vendor management ~ supplier
            management ~ contractor management, cross-functional collaboration =
            cross-functional teams = cross functional collaboration = cross-functional
            leadership, expectation management = managing expectations, executive
            communication = C-level communication, consulting = client consulting = advisory
            = Beratung = consultancy, government relations ~ public affairs, community
            engagement ~ community outreach, agency management, investor relations,
            diplomacy""",
        terms="interest, expectation, agree, department, supplier, decision, meeting, influence",
        anyone=questions("""
            foundation:
            - Tell me about a plan that concerned more people than you had thought. Whom had you
              forgotten, and what does that say about {skill}?
            - Two people to whom you answer ask you for opposite things. How do you proceed, with
              {skill} in mind?
            - How do you find out what people expect of you when they do not say it? Give me an
              example that has to do with {skill}.
            working:
            - Describe somebody who could have stopped your work and did not. What did you do, and
              what part did {skill} play?
            - When did you have to tell somebody important that they would not get what they had
              been promised? What did that ask of you in {skill}?
            - Choose a piece of work in which {skill} took more of your time than the work did.
              Was it worth it, and how do you know?
            expert:
            - How have you brought opponents to carry a decision that none of them would have
              chosen, and what did {skill} mean there?
            - Tell me about a relationship at work that broke, in spite of all {skill}. How did
              you go on working?
            - Where have you stopped involving everybody, and how did you do that without losing
              what {skill} had built?
            probes:
            - What did each of them stand to lose?
            - When did they first hear of it, and from whom?
            - Who would tell that story differently?
            anchors:
            - Informs people after the fact; sees others as obstacles; conflicts go up the ladder
              at once.
            - Knows who is concerned and why, speaks with them early, makes expectations explicit,
              and keeps word.
            - Turned opposition into a decision that was carried, handles power openly, and
              chooses whom to involve and whom not.
        """),
    ),
    Family(
        "planning and organisation",
        skills="""
            time management = Zeitmanagement = gestión del tiempo = managing deadlines ~
            meeting deadlines, organisation = organization = organisational skills =
            organizational skills = organisation skills = organized = Organisationstalent =
            Organisationsfähigkeit = organização = organización, planning = planning skills,
            prioritising work = prioritizing = prioritizing tasks, multitasking =
            multi-tasking, scheduling = appointment scheduling ~ calendar management ~ diary
            management ~ travel management = travel booking, administration = administrative
            tasks = administrative support = secretarial skills = Büroorganisation =
            administrative skills ~ office management, self-management = self-organisation =
            selbstständiges Arbeiten = Selbstständigkeit = eigenverantwortliches Arbeiten ~
            working independently = independence = autonomy ~ self-motivation =
            self-starter, remote work = working remotely, executive assistance ~ personal
            assistance ~ virtual assistance, record keeping = filing ~ document management""",
        terms="plan, deadline, priority, list, calendar, week, time, task, order",
        anyone=questions("""
            foundation:
            - Tell me about a week in which too much came together. What did you leave undone, and
              what do you know about {skill} from it?
            - It is nine o'clock, you have eight tasks for today, and two of them come from people
              who both say theirs is first. How does your {skill} help?
            - How do you remember what you have promised? Show me your way of {skill} with a
              promise from the last month.
            working:
            - Describe how you got from a pile of requests to a plan that others could rely on.
              Where did your {skill} meet its limits?
            - Something you had planned well was overturned at short notice. Tell me what {skill}
              meant on that day.
            - What have you stopped doing in the last year in order to have time for what counts,
              and where did {skill} come into that?
            expert:
            - How have you brought order to the work of a whole group that had come to live from
              one emergency to the next? Tell me about {skill} in that.
            - Tell me about a date that everybody knew could not be kept and nobody said so. What
              would good {skill} have looked like?
            - Where have you decided against more {skill}, because it would have cost more than
              the disorder?
            probes:
            - How did you choose what could wait?
            - Who was told about the change, and when?
            - What happened to the things that fell off the list?
            anchors:
            - Works on whatever is nearest; promises slip without notice; the amount of work is to
              blame.
            - Sorts by consequence, keeps promises in one trusted place, replans openly, and tells
              those affected in time.
            - Calms the work of a group, removes causes of rush, says early what cannot be done,
              and judges when order is enough.
        """),
    ),
    Family(
        "problem solving",
        skills="""
            problem solving = problem-solving = problem solving skills = Problemlösung =
            Problemlösungskompetenz = Problemlösefähigkeit = resolución de problemas =
            résolution de problèmes = resolução de problemas, analytical thinking =
            analytical skills = analytical = analytisches Denken = Analytisches Denkvermögen
            = pensamiento analítico = аналитическое мышление = analytical mindset,
            creativity = Kreativität = creatividad ~ creative thinking ~ innovation,
            critical thinking = kritisches Denken, root cause analysis, troubleshooting =
            fault finding = problem diagnosis, logical thinking = logisches Denken,
            judgement = judgment, systems thinking, initiative = Eigeninitiative ~
            proactivity = proactive = proactive attitude, resourcefulness""",
        terms="cause, option, reason, try, evidence, idea, result, question, check",
        anyone=questions("""
            foundation:
            - Tell me about something that did not work and that you got to work. How did you go
              about it, and where do you see {skill} in that?
            - Customers say a shop has become unpleasant, and nobody can say why. How would you
              approach it, and where would {skill} come in?
            - When did you find that the first explanation was wrong? What has that to do with
              {skill}, in your view?
            working:
            - Choose a problem at work that others had given up on or got used to. How did {skill}
              help you, and what came of it?
            - Describe a case in which you had to act before you understood. How far did {skill}
              take you, and where did you guess?
            - What was the most useful question that you asked in the last year, in work that
              needs {skill}, and what did it change?
            expert:
            - Tell me about a problem that came back in a new form each time it was solved. How
              did {skill} get you to what lay beneath?
            - How have you raised {skill} in people who were used to being given the answer?
            - When have you solved the wrong problem very well? Tell me what that taught you about
              {skill}.
            probes:
            - Which explanation did you drop, and because of what?
            - What would have shown you that you were wrong?
            - What did you decide not to look into?
            anchors:
            - Jumps to the first remedy; treats the symptom; cannot say what else was considered
              or whether it helped.
            - Describes the problem, tests explanations in order, chooses among options with
              reasons, and checks the result.
            - Reframed a stubborn problem, separates fact from guess under pressure, and made
              others better at it.
        """),
    ),
    Family(
        "teamwork",
        skills="""
            teamwork = team player = team work = Teamfähigkeit = Teamarbeit = trabajo en
            equipo = travail d'équipe = esprit d'équipe = trabalho em equipe = trabalho em
            equipa = командная работа = 团队合作 = team spirit = working in a team = teamwork
            skills = team-oriented, collaboration = collaborative = collaborating =
            Zusammenarbeit = collaboration skills, cooperation, supporting colleagues =
            helpfulness = Hilfsbereitschaft, diversity and inclusion = inclusion""",
        terms="colleague, team, help, share, together, conflict, role, trust, task",
        anyone=questions("""
            foundation:
            - Tell me about a group that you liked working in. What did you add to it yourself,
              and what would you call {skill} there?
            - A colleague is falling behind, says nothing, and you depend on their part. What does
              {skill} mean for you then?
            - When did you need help and ask for it, or fail to ask? What did that teach you about
              {skill}?
            working:
            - Describe a disagreement with somebody you had to go on working with. What did you do
              for {skill}, and what did the other person do?
            - Which of your habits makes you hard to work with, according to others, and what have
              you done about it for the sake of {skill}?
            - Tell me about a result that was only possible through {skill}, and exactly which
              part of it was yours.
            expert:
            - How have you turned several people who were good alone into a group known for its
              {skill}?
            - When has too much {skill} slowed a decision or hidden a poor one, and what did you
              do about it?
            - Two groups that need each other have stopped talking. Tell me how you have brought
              back {skill} in such a case.
            probes:
            - What would that colleague say about your part?
            - What did you give up for the others?
            - How did you notice that it had really changed?
            anchors:
            - Says we throughout and cannot name an own part; avoids or wins conflicts; help is
              somebody else's duty.
            - Names own part and that of others, speaks directly about a conflict, and gives or
              asks for help in time.
            - Changed how a group works together, uses disagreement for better results, and shares
              credit with facts.
        """),
    ),
    Family(
        "accuracy",
        skills="""
            attention to detail = detail-oriented = detail oriented = detail orientation =
            Sorgfalt = atención al detalle = attention au détail = внимательность к деталям
            = meticulous, accuracy = Genauigkeit = genaues Arbeiten ~ precision, data entry
            = Dateneingabe = data input ~ typing, quality control = Qualitätskontrolle ~
            quality inspection ~ quality management, thoroughness ~ conscientiousness""",
        terms="check, mistake, error, careful, list, promise, correct, notice, quality",
        anyone=questions("""
            foundation:
            - Tell me about a small mistake of yours that had larger consequences. What have you
              done for {skill} since then?
            - You have to check two hundred entries and your mind begins to wander. What do you do
              for the sake of {skill}?
            - What does {skill} look like in something you do every week, at work or outside it?
            working:
            - Describe an error that you caught and others had passed over. What were you doing
              that brought it to light, and how much of it was {skill}?
            - When did speed matter more than {skill}, and how did you decide what could be left
              rough?
            - Which part of your work do you no longer trust yourself to do without a second look?
              Tell me how {skill} led you to that.
            expert:
            - How have you brought {skill} into a group's work without an extra layer of checking?
            - Tell me about admitting a mistake that nobody would have found. What did it cost,
              and what does it say about {skill}?
            - Mistakes in an area you look after are rare and expensive. How have you kept {skill}
              alive there when nothing happens for months?
            probes:
            - Who would have been affected if it had gone through?
            - How did you make sure that it was complete?
            - What did you decide need not be checked?
            anchors:
            - Claims to be careful in general; names no check of own; mistakes were somebody
              else's or bad luck.
            - Tells a real mistake and the habit that came from it, checks where it matters, and
              reports errors at once.
            - Builds work so that errors show early, weighs care against time openly, and made
              honesty about mistakes normal.
        """),
    ),
    Family(
        "responsibility",
        skills="""
            reliability = Zuverlässigkeit = reliable = dependability, punctuality =
            Pünktlichkeit = puntualidad, a sense of responsibility = responsibility = sense
            of responsibility = Verantwortungsbewusstsein = responsabilidad =
            ответственность ~ ownership ~ accountability, integrity ~ honesty ~
            trustworthiness, discretion = Vertraulichkeit ~ confidentiality, work ethic =
            strong work ethic = hard-working ~ commitment ~ dedication, professionalism""",
        terms="promise, trust, mistake, told, honest, rule, colleague, task, result",
        anyone=questions("""
            foundation:
            - Tell me about somebody who counted on you for something. What did you do so that
              they could, and what does {skill} mean to you since then?
            - A friend at work asks you to look away, just this once. How do you act, with {skill}
              in mind?
            - When did you promise more than you could do? Tell me what you have learned from it
              about {skill}.
            working:
            - This role asks for {skill}. Describe a day on which it would have been easier to do
              without it, and what you did.
            - Tell me about something that went wrong although it was not strictly your task. What
              did you do about it, and why does that have to do with {skill}?
            - Which promise at work have you had to break? Tell me when you spoke up, and what
              {skill} asked of you then.
            expert:
            - How have you made {skill} usual in a group in which it was not?
            - Describe a conflict between {skill} and loyalty to somebody above you. How did you
              resolve it?
            - When did you trust somebody who then let you down, and what did you change in the
              way you ask for {skill}?
            probes:
            - Who would have borne the consequences?
            - How soon did you tell the people concerned?
            - What would you accept from others in the same situation, and what not?
            anchors:
            - Speaks of own character in general; no case in which it cost something; others were
              to blame.
            - Tells a case with a price, says early when a promise is in danger, and takes up what
              falls between tasks.
            - Stood by a rule or promise at real cost, dealt openly with own failure, and made
              that the custom of a group.
        """),
    ),
    Family(
        "adaptability and learning",
        skills="""
            adaptability = Anpassungsfähigkeit = adaptable ~ flexibility = flexible =
            Flexibilität = flexibilidad, resilience = Belastbarkeit = stress resistance =
            working under pressure = ability to work under pressure = stress tolerance =
            стрессоустойчивость = fast-paced environment = fast paced environment ~ stress
            management, willingness to learn = learning ability = fast learner = quick
            learner = Lernbereitschaft = eagerness to learn = ganas de aprender ~ continuous
            learning, curiosity = Neugier, growth mindset ~ self-improvement, openness to
            change ~ open-mindedness, entrepreneurial mindset = hands-on mentality =
            Hands-on-Mentalität ~ entrepreneurship, a positive attitude = positive attitude
            ~ enthusiasm""",
        terms="change, learn, new, pressure, mistake, try, plan, help, pause",
        anyone=questions("""
            foundation:
            - Tell me about something you had to learn in a hurry. How did you go about it, and
              what do you take from it for {skill}?
            - Your task changes on your second day because somebody is away. What do you need in
              order to manage, and how does {skill} show?
            - Which change in your life at work or in training was hardest for you, and what did
              it teach you about {skill}?
            working:
            - Describe a time when the plan, the people or the tools changed under your hands.
              What did {skill} look like on an ordinary day then?
            - When did you hold on to a way of working for too long? Tell me what it taught you
              about {skill}.
            - Tell me about the period with most pressure in your last job. What did you do so
              that your work stayed good, and how does {skill} come into it?
            expert:
            - How have you led others through a change that you doubted yourself, and what did
              {skill} demand of you there?
            - Tell me about something you were good at and gave up because the work had moved on.
              How did you build {skill} into what came after?
            - Where should people not be asked for more {skill}, but the work be changed? Give me
              a case in which you had to decide that.
            probes:
            - What helped you most, and what hindered you?
            - What did you keep from the old way, and why?
            - How did you notice what it cost the people?
            anchors:
            - Waits for things to settle or endures them; learns only when taught; cannot name
              anything done differently.
            - Tells what changed, how the new thing was learned and tried, and what was done to
              keep the work good.
            - Led others through change with honesty, gave up what no longer served, and changed
              the work where strain was the wrong answer.
        """),
    ),
)
