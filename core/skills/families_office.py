"""Families of office skills: tools, design, product, marketing.

Data only, which is why it is long; see ``core.skills.family``.
"""

from core.skills.family import Family, questions

MADE_WITH_A_TOOL = questions("""
    foundation:
    - Tell me about something you made in {skill}. For whom was it, and what did you change after
      that person had seen it?
    - You open a colleague's file in {skill} and find it in a muddle, and the work is due
      tomorrow. How do you proceed?
    - What can you do in {skill} today that you could not do half a year ago, and how did you
      learn it?
    working:
    - Take a recent piece of work that you did in {skill} and lead me from the first brief to the
      version that was used.
    - How do you set up your files in {skill} so that somebody else can take over in the middle?
      Tell me about a time when somebody did.
    - Describe a piece of work in {skill} that was harder to make in reality than it had looked on
      the screen. What did you do about it?
    expert:
    - How have you brought several people working in {skill} to results that look as if they came
      from one hand?
    - When did you find {skill} the wrong tool for the thinking that was needed, and what did you
      use in its place?
    - Tell me about introducing {skill}, or a new way of working in it, where people were content
      with the old one.
    probes:
    - What did the first version look like, and what was wrong with it?
    - Which part took longer than you had planned?
    - What did you leave to each person's own judgement?
    anchors:
    - Talks about tool functions; cannot say whom the work was for, what feedback it had or how
      others could go on with it.
    - Shows one piece from brief to use, with versions, feedback and an orderly file that others
      could continue.
    - Sets shared ways of working that keep results consistent, knows when the tool gets in the
      way, and proves the gain in real work.
""")

OFFICE: tuple[Family, ...] = (
    Family(
        "design tool",
        skills="""
            Figma = фигма, Photoshop = Adobe Photoshop = фотошоп, Illustrator = Adobe
            Illustrator, Sketch, Adobe XD = XD, InVision, Framer, Zeplin, Axure, Balsamiq""",
        terms="file, layer, layout, component, draft, version, prototype, feedback, template",
        anyone=MADE_WITH_A_TOOL,
        builder=questions("""
            foundation:
            - Tell me about the last time you built something from a design in {skill}. What was
              not in the drawing and had to be settled?
            - A finished screen and its design in {skill} differ, and both designer and tester
              complain. How do you clear that up?
            - What do you look for first when a designer gives you a file in {skill}?
            working:
            - How do you and the designers work together around {skill} before a design is called
              finished? Use a recent case.
            - Describe a design in {skill} that could not be built as drawn. How did you bring
              that up, and what came out?
            - Explain how colours, spacing and parts of the screen get from {skill} into what you
              build, and where they drift apart.
            expert:
            - How have you kept a design system in {skill} and the one that is built in step over
              a year or more?
            - Tell me about shortening the way from {skill} to a finished product. Who gave up
              which habit?
            - Where would you let developers decide without {skill}, and where not? Which case has
              taught you that?
            probes:
            - At which screen sizes did you look at it together?
            - Who decided in the end, and on what grounds?
            - How did you notice that the two had parted?
            anchors:
            - Builds what is drawn or what is easy, and asks no one; blames the design for what
              was never settled.
            - Reads a design for states, sizes and gaps, asks early, and proposes an alternative
              with its reason.
            - Joins design and build by shared parts and habits, with fewer rounds of correction
              to show for it.
        """),
    ),
    Family(
        "drawing and layout tool",
        skills="""
            InDesign = Adobe InDesign, Canva, Adobe Creative Suite = Adobe Creative Cloud =
            Creative Cloud = Adobe CC = Adobe Suite = Creative Suite = Adobe, Miro,
            CorelDRAW, Blender, Cinema 4D, Maya, 3ds Max, AutoCAD, CAD, SolidWorks, Revit,
            ArchiCAD, BIM, SketchUp, Procreate, Lightroom, CATIA, Creo, Autodesk Inventor =
            Inventor, Siemens NX = NX, Civil 3D, Navisworks, Fusion 360, Tekla, EPLAN,
            ANSYS, ZBrush, Primavera = Primavera P6, Altium = Altium Designer, QuarkXPress""",
        terms="file, drawing, layer, layout, draft, version, template, feedback, print",
        anyone=MADE_WITH_A_TOOL,
    ),
    Family(
        "design practice",
        skills="""
            UX design = user experience design = user experience = UX = UX/UI = UI/UX =
            UX/UI design = UI/UX design = experience design, UI design = user interface
            design = UI = interface design, wireframing = wireframes = wireframe,
            prototyping = prototypes = rapid prototyping, interaction design, visual design
            ~ graphic design = Grafikdesign = diseño gráfico, design systems = design
            system, typography ~ layout, information architecture, branding design ~
            corporate design ~ brand identity ~ logo design, product design, web design =
            Webdesign, design thinking, motion design ~ motion graphics, illustration,
            service design, packaging design, interior design, UX writing = microcopy,
            mock-ups = mockups""",
        terms="user, sketch, prototype, feedback, layout, brief, test, version, contrast",
        anyone=questions("""
            foundation:
            - Think of an everyday object or service that annoys you. What would you change about
              it, and how would {skill} help?
            - Tell me about the first piece of work in {skill} of yours that real people used.
              What did you learn from watching them?
            - You are asked to make something more modern, and that is all you are told. How do
              you begin, and where does your knowledge of {skill} come in?
            working:
            - Choose a piece of {skill} that you are glad to have done, and tell me which idea you
              gave up on the way and why.
            - Describe a case in which what people said about your work in {skill} and what they
              did with it were two different things.
            - How did you deal with the last person who wanted your work in {skill} to please them
              rather than those it was meant for?
            expert:
            - How have you shown a business the worth of good {skill}, without hiding behind
              taste?
            - Tell me about work in {skill} that had to serve groups of people whose needs ran
              against each other. How did you decide?
            - Ten people contribute to {skill}, and you cannot look at everything. What have you
              done, or would you do, to keep the quality?
            probes:
            - What did you show to people, and at what point?
            - Which evidence would have changed your design?
            - Who was served less well by it, and did you know?
            anchors:
            - Explains choices by taste or fashion; shows one finished version; nobody who would
              use it was asked or watched.
            - Starts from the people and their purpose, shows rejected versions, tests early, and
              changes the work on what was seen.
            - Connects the work to results that the business counts, decides between conflicting
              needs openly, and raises the work of others.
        """),
    ),
    Family(
        "research with people",
        skills="""
            user research = UX research ~ customer research ~ design research, usability
            testing = usability ~ user testing, market research = Marktforschung =
            investigación de mercado = étude de marché, user interviews ~ customer
            interviews, surveys = survey design ~ questionnaires, personas, customer journey
            mapping = customer journey maps, focus groups, qualitative research =
            qualitative methods, product discovery = discovery, jobs to be done, customer
            feedback ~ voice of the customer, research = research skills ~ desk research,
            academic research ~ scientific research""",
        terms="interview, question, participant, answer, finding, observation, sample, insight",
        anyone=questions("""
            foundation:
            - Tell me about something you found out by asking or watching people, at work or
              elsewhere. What would you call the part of {skill} in it?
            - Eight of ten people you ask say that they would buy a product. Thinking of {skill},
              how far do you trust that?
            - You want to know why visitors leave a museum so quickly. How would you go about it
              by means of {skill}?
            working:
            - Which finding from {skill} surprised you most in the last year, and what was done
              because of it?
            - You had a week and hardly any money, and a decision depended on {skill}. How did you
              use the time?
            - Describe how you chose whom to ask or watch in your most recent work with {skill},
              and whom you missed.
            expert:
            - How have you dealt with leaders who had made up their minds before they saw what
              came of {skill}?
            - Tell me about a finding from {skill} that turned out to be wrong. How was it
              noticed, and what do you do differently?
            - How have you made {skill} a habit of teams that used to leave it to a specialist?
            probes:
            - How did you ask, so that people could also disagree?
            - What did you do with answers that did not fit?
            - Which decision would have gone the other way without it?
            anchors:
            - Asks whoever is at hand whether they like something; reports opinions as facts;
              cannot name a decision that followed.
            - Starts from a decision, chooses people and questions for it, separates what was seen
              from what was concluded, and names limits.
            - Combines methods within tight limits, admitted and corrected a wrong finding, and
              changed how others decide.
        """),
    ),
    Family(
        "accessibility",
        skills="""
            accessibility = web accessibility = digital accessibility = a11y =
            Barrierefreiheit = accesibilidad, WCAG = WCAG 2.1, Section 508, inclusive design
            ~ universal design, ARIA = WAI-ARIA, screen readers = screen reader testing,
            NVDA""",
        terms="screen reader, keyboard, contrast, barrier, caption, label, disability, people",
        anyone=questions("""
            foundation:
            - Tell me about a moment when you noticed that something shut people out, a page, a
              form or a building. What did it make you think about {skill}?
            - A blind customer wants to use a service that you offer. What would you check first,
              with {skill} in mind?
            - How did you first learn about {skill}, and what have you done differently since?
            working:
            - Describe a piece of your work that became usable for more people through {skill}.
              How do you know that it did?
            - When somebody wanted to save money on {skill}, or to wait, what did you answer, and
              what happened?
            - Walk me through how you bring {skill} into your work, from the first idea to what
              people finally meet.
            expert:
            - How have you brought an organisation from meeting the letter of {skill} to serving
              the people it is for?
            - Tell me about two groups of people whose needs conflicted although both were a
              matter of {skill}. What did you decide?
            - Hundreds of existing pages or papers fall short on {skill}. In what order would you
              put them right, and on what grounds?
            probes:
            - Who tried it, and what did they say or do?
            - What did it change for people who need no help?
            - What is still not possible for some people today?
            anchors:
            - Names a checklist or a tool; adds things at the end; no affected person was ever
              asked or watched.
            - Considers several kinds of barrier from the start, tests in practice, and corrects
              what was found.
            - Involves people concerned, sets priorities by the harm of each barrier, and changed
              how an organisation works.
        """),
        builder=questions("""
            foundation:
            - Tell me about a page or an app of yours that you tried with the keyboard alone or
              with the screen read aloud. What did you learn about {skill}?
            - A form cannot be completed by somebody who does not see it. How do you find out
              where it fails, with what you know of {skill}?
            - Which fault against {skill} did you make yourself, and who pointed it out?
            working:
            - Choose a complicated part of a screen, such as a date picker or a menu, and tell me
              how {skill} shaped the way you built it.
            - Describe how you find faults against {skill} before users do, and one that got
              through all the same.
            - How did you proceed when a finished design could not be squared with {skill}?
            expert:
            - An old product with hundreds of screens has to comply with {skill} within a year.
              How do you plan and how do you prove it?
            - Tell me how you made {skill} part of what several teams build every day, rather than
              a report once a year.
            - Where have automatic checks of {skill} given you false comfort, and what did you put
              beside them?
            probes:
            - What did a person using a screen reader hear at that point?
            - How did you make sure that it did not come back?
            - Which barrier did you leave for later, and why that one?
            anchors:
            - Adds attributes until a tool is silent; has never used the result without a mouse or
              without seeing it.
            - Prefers standard elements, tests with keyboard and screen reader, and explains what
              each fix changed for a person.
            - Builds it into shared parts and checks for many teams, orders work by harm, and
              tests with people concerned.
        """),
    ),
    Family(
        "website and shop platform",
        skills="""
            WordPress = WP, Shopify, WooCommerce, Magento ~ Adobe Commerce, Webflow, Wix,
            Squarespace, a content management system = CMS = content management systems =
            content management system, PrestaShop, Shopware, OpenCart, Joomla, Contentful,
            headless CMS, Strapi, Amazon Seller Central ~ Amazon marketplace ~ Amazon FBA,
            e-commerce platforms = e-commerce = ecommerce = online retail, Sitecore, Adobe
            Experience Manager = AEM, Elementor, eBay, Etsy""",
        terms="page, shop, product, order, theme, plugin, visitor, checkout, content",
        anyone=questions("""
            foundation:
            - Tell me about a page, a shop or an offer that you looked after with {skill}. What
              did you do there in an ordinary week?
            - Visitors reach the last step of an order on a shop run with {skill} and leave. How
              would you try to find out why?
            - You have published something wrong by way of {skill}, and customers have seen it.
              What do you do?
            working:
            - Describe a change that you made with {skill} and that visitors or customers
              rewarded. How did you know that it was the change?
            - How do you keep hundreds of pages or products in {skill} correct and up to date?
              Tell me where that last went wrong.
            - Walk me through the busiest day you have had on {skill}, from the preparation to the
              returns.
            expert:
            - How have you decided what {skill} should do as it comes and where a special solution
              was worth the money?
            - Tell me about moving a shop or a site to {skill}, or away from it, without losing
              visitors. What did you not foresee?
            - Several departments publish through {skill}, and the result is a patchwork. How have
              you brought order into such a thing?
            probes:
            - What did customers write or say about it?
            - Which figures did you look at, and over what time?
            - What did you refuse to add?
            anchors:
            - Knows where to click; cannot say what visitors did, how an error was found or why a
              page was changed.
            - Maintains content in an orderly way, checks before publishing, and ties changes to
              what visitors did.
            - Steers the whole offer by figures, brought through a move or a peak day without
              loss, and limits complexity on purpose.
        """),
        builder=questions("""
            foundation:
            - Tell me about a site that you built on {skill}. What came ready-made, and what did
              you have to make yourself?
            - After an update, a site on {skill} shows a white page. How do you go about getting
              it back?
            - What did the people who filled your site on {skill} with content do that you had not
              expected?
            working:
            - Describe an extension for {skill} that you wrote or chose, and how you made sure
              that it survives the next update.
            - A shop on {skill} slows down whenever a campaign begins. How did you, or would you,
              find the bottleneck?
            - Tell me about a request that went against the grain of {skill}. What did you build
              instead?
            expert:
            - You take over twenty sites on {skill}, each put together by somebody else. What do
              you do about safety and upkeep first?
            - When have you advised a client to leave {skill}, or not to come to it, and what did
              your advice rest on?
            - How did you carry content, addresses and search rankings over when a large site
              moved to {skill} or away from it?
            probes:
            - What did you switch off first, and what did that tell you?
            - Who keeps it up to date now?
            - How did you know that nothing had been lost?
            anchors:
            - Adds plugins until it works; changes the core; has no copy to try updates on.
            - Keeps own work apart from the platform's, tries updates on a copy, and finds
              slowness by measuring.
            - Makes many sites safe and cheap to keep, moved a large one without loss, and advises
              against the platform where it does not fit.
        """),
    ),
    Family(
        "CRM",
        skills="""
            Salesforce = Salesforce.com = SFDC = Salesforce CRM = Salesforce Administration
            = Salesforce Admin ~ Sales Cloud, HubSpot = HubSpot CRM, Pipedrive, Microsoft
            Dynamics = Dynamics 365 = Dynamics CRM = MS Dynamics, Zoho = Zoho CRM, CRM
            software = CRM = CRM systems = CRM tools ~ customer relationship management,
            SugarCRM, amoCRM, Bitrix24, Close.com = Close.io, Outreach.io, Salesloft, Gong,
            LinkedIn Sales Navigator = Sales Navigator, ZoomInfo, Gainsight, ChurnZero,
            Veeva = Veeva CRM, Apollo.io, Clari""",
        terms="customer, contact, record, deal, account, notes, follow-up, report, field",
        anyone=questions("""
            foundation:
            - How have you kept track of people you had promised something, with {skill} or by
              other means? Tell me about one promise that was in danger.
            - You take over forty customers from a colleague, and all you have is what {skill}
              holds. How do you spend the first two days?
            - What did you put into {skill} after your last conversation with a customer, or what
              would you have put there?
            working:
            - Tell me about a customer whom you won, kept or saved because of something that
              {skill} told you.
            - Show me in words how you plan an ordinary Monday with {skill}, and what you do
              outside it because it is quicker.
            - When did what stood in {skill} turn out to be wrong in front of a customer, and what
              did you do about it afterwards?
            expert:
            - The figures in {skill} look splendid, and the quarter still falls short. Where have
              you found the reason in such a case?
            - How have you got people who sell or advise well, and write down nothing, to keep
              {skill} in order?
            - You are asked what the company has gained from {skill} in two years. How would you
              find an honest answer?
            probes:
            - What would a colleague have made of that entry?
            - How did you notice, and how soon?
            - Which field in those records would nobody miss?
            anchors:
            - Fills in what is demanded, late or all at once; works from memory; cannot say what
              the records were good for.
            - Records contacts and next steps the same day, plans by them, corrects errors, and
              names a case where that helped.
            - Uses the records to steer effort and forecast, removed useless entries, and got
              others to keep them because it helps them.
        """),
        builder=questions("""
            foundation:
            - Tell me about something that you set up or built in {skill}. Which people use it,
              and what did they ask to have changed?
            - A rule that you added to {skill} stops salespeople from saving their work. How do
              you get to the cause and back to calm?
            - How did you learn what {skill} can do by itself before you started to write anything
              of your own?
            working:
            - Describe a request that could be met in {skill} by settings or by writing code.
              Which way did you go, and how has it held up?
            - How did you connect {skill} with another system, and what happens there when one of
              the two is down?
            - Records in {skill} were doubled or contradicted each other. Tell me how you cleaned
              them up and kept them clean.
            expert:
            - You inherit ten years of additions to {skill} that nobody understands any more. How
              do you decide what may go?
            - Tell me about a release on {skill} that touched every seller in the company. How did
              you test it, and how could you have gone back?
            - Where have you advised against building something on {skill}, and what did you offer
              instead?
            probes:
            - How did you try it without touching real customers?
            - What did the users do on the morning after?
            - Which limit of the platform did you run into?
            anchors:
            - Builds each request as asked, straight in the live system; unaware of limits, tests
              or who depends on a field.
            - Prefers settings where they suffice, tests apart from live data, handles bulk and
              failure, and knows the users' day.
            - Simplified a grown system, released safely to many users, and judges by upkeep and
              benefit what belongs on the platform.
        """),
    ),
    Family(
        "helpdesk and ticketing",
        skills="""
            Zendesk, Freshdesk, Freshservice, Intercom, ServiceNow = Service Now, Jira
            Service Management = Jira Service Desk, Help Scout = HelpScout, Gorgias, Front,
            ticketing systems = ticketing = ticketing system = ticket system = help desk =
            helpdesk = service desk = help desk software = helpdesk software, live chat =
            LiveChat ~ chat support, Genesys, Five9, Talkdesk, Aircall, Zoho Desk, Kustomer,
            Salesforce Service Cloud = Service Cloud, OTRS, e-mail support = email support,
            knowledge base, Kayako, RingCentral""",
        terms="ticket, queue, customer, reply, priority, macro, escalation, backlog, response",
        anyone=questions("""
            foundation:
            - Tell me about a time when many people wanted something from you in writing at once.
              How did you, or would you, use {skill} to keep your promises?
            - A customer writes for the third time, to a third colleague, about the same matter.
              What do you look for in {skill}, and how do you answer?
            - How would you describe a case in {skill} so that the next shift can go on without
              ringing the customer?
            working:
            - You arrive in the morning and find ninety open requests in {skill}. Lead me through
              your first hour, with a real morning in mind.
            - Which ready-made answer or rule in {skill} did you write or change, and what did
              customers get out of it?
            - Tell me about a request that sat in {skill} far too long. How was it found, and what
              did you put in place?
            expert:
            - The waiting times in {skill} look excellent, and customers are less content than
              before. What have you looked at in such a case?
            - How have you used the records in {skill} to make a whole kind of request disappear?
            - Describe how you would bring a team of twenty from shared mailboxes to {skill}, and
              where you expect them to struggle.
            probes:
            - What had the customer been told before that?
            - How did you choose which one came first?
            - Which figure improved, and which one got worse?
            anchors:
            - Takes requests as they come or the easy ones first; sends ready-made answers unread;
              leaves no trail for others.
            - Sorts by urgency and promise, reads the history, adapts ready answers, and hands
              over so that others can continue.
            - Reads the figures critically, removed causes of requests, and shaped queues and
              rules that serve customers and colleagues.
        """),
    ),
    Family(
        "ERP",
        skills="""
            SAP = SAP ERP = SAP R/3, SAP S/4HANA = S/4HANA ~ SAP HANA, SAP FI = SAP FICO =
            SAP FI/CO ~ SAP CO, SAP MM, SAP SD, SAP WM, SAP EWM, Oracle ERP = Oracle
            E-Business Suite ~ Oracle Financials, NetSuite = Oracle NetSuite, Microsoft
            Dynamics NAV = Navision = Dynamics NAV ~ Business Central ~ Dynamics AX, Odoo,
            ERP systems = ERP = ERP system = enterprise resource planning = Warenwirtschaft,
            1C = 1C Enterprise, Infor, Sage X3, SAP Fiori, SAPUI5 = SAP UI5""",
        terms="order, posting, master data, module, invoice, stock, process, transaction, report",
        anyone=questions("""
            foundation:
            - What did you enter or look up in {skill} most often, or in a tool like it, and who
              relied on its being right?
            - The stock in {skill} says twelve and the shelf says nine. How do you deal with that?
            - How did you find your way in {skill} or a similar tool when you were new to it, and
              what do you show newcomers today?
            working:
            - Take an ordinary order and follow it with me through {skill} as you have used it,
              from its arrival to the payment.
            - Tell me about an error in {skill} that went through several departments before
              anybody noticed. What part did you play in clearing it up?
            - Which detour around {skill} did you find people taking, and what did you do about
              it?
            expert:
            - How have you prepared a department for a new version of {skill}, or for its first
              one, while the daily business went on?
            - Headquarters wants the same process in {skill} for every site, and yours has good
              reasons to differ. What do you do?
            - Tell me about figures from {skill} that led to a decision at the top, and how you
              had made sure that they would bear it.
            probes:
            - Who would have noticed first if it had stayed that way?
            - What did you correct, and how did you document it?
            - What did people go on doing in their own lists, and why?
            anchors:
            - Knows own screens only; corrects figures until they fit; cannot say who works with
              the entries next.
            - Follows a process across departments, finds where an error began, corrects it
              properly and tells those affected.
            - Improves the process rather than the workaround, led people through a change of
              system, and vouches for figures with checks.
        """),
        builder=questions("""
            foundation:
            - Tell me about the first change that you made in {skill}. What did it touch that you
              had not thought of?
            - A user says that a document in {skill} cannot be posted any more. How do you get
              from that sentence to the cause?
            - How did you come to understand the business behind the part of {skill} that you work
              on?
            working:
            - Describe a requirement that {skill} did not meet out of the box. How did you decide
              between changing the process, the settings and the code?
            - How do you move a change in {skill} from the first trial to the live system, and
              when did that last go wrong?
            - Take an interface between {skill} and another system, and tell me what you did about
              messages that failed halfway.
            expert:
            - A new release of {skill} is due, and thousands of own additions stand in its way.
              How have you approached that?
            - Tell me about a go-live with {skill} that you would run differently today. Which
              early sign did you overlook?
            - How have you kept departments from each bending {skill} to its own habits, and where
              were they right to do so?
            probes:
            - Whose daily work did that change touch?
            - How did you test it with real business cases?
            - What would have been the way back?
            anchors:
            - Changes what the ticket asks for; does not know the process behind it; tests one
              case in the live system.
            - Understands the process, weighs settings against own additions, tests with users'
              cases and plans the transport.
            - Reduces own additions, led a risky go-live with a way back, and settles claims of
              departments by benefit to the whole.
        """),
    ),
    Family(
        "office software",
        skills="""
            Excel = MS Excel = Microsoft Excel = advanced Excel = Excel-Kenntnisse, Google
            Sheets, spreadsheets = spreadsheet, Microsoft Office = MS Office = Office =
            Office 365 = Microsoft 365 = Microsoft Office Suite = MS-Office-Kenntnisse =
            MS-Office = Microsoft Office 365 = paquete Office = Pack Office = pacote Office,
            Word = MS Word = Microsoft Word, PowerPoint = MS PowerPoint = Microsoft
            PowerPoint, Google Workspace = G Suite = GSuite, Google Docs, pivot tables,
            VLOOKUP, SharePoint, Microsoft Access = MS Access, Airtable, Visio, Notion,
            OneNote""",
        terms="file, list, table, formula, template, document, figures, shared, version",
        anyone=questions("""
            foundation:
            - Tell me about a list, a letter or a plan that you made with {skill} and that other
              people used. What did you have to make clear for them?
            - You are handed a file made with {skill} by somebody who has left, and the results
              look odd. How do you go about it?
            - Which task did you do by hand until you found out that {skill} could help, and how
              did you find out?
            working:
            - Which piece of your work with {skill} has saved you or your team most time? Tell me
              how it came about.
            - Describe a mistake that slipped into something made with {skill} and was sent out.
              How do you guard against that kind of mistake now?
            - Think of a large or messy amount of information that you put in order by means of
              {skill}. What did you do first, and what last?
            expert:
            - A whole department depends on one thing that a single person built with {skill}. How
              would you deal with that, or how have you?
            - Tell me about bringing colleagues to work in the same way with {skill}. What did
              they gain, and what did they grumble about?
            - When have you decided that {skill} no longer sufficed for a task, and what did you
              take instead?
            probes:
            - How did you check that it was right?
            - Who else works with it today, and how?
            - How long did it take before, and how long afterwards?
            anchors:
            - Names functions; cannot describe a result that others used or how an error in it
              would be noticed.
            - Describes a useful result, built so that others understand it, with a check against
              errors and the time it saved.
            - Made work simpler for a whole group, reduced dependence on single files or persons,
              and knows when another tool is due.
        """),
    ),
    Family(
        "projects and agile methods",
        skills="""
            agile methods = agile = agile methodologies = agile methodology = agile
            development = agile working = agile Methoden = metodologías ágiles, Scrum =
            Scrum Master = CSM, Jira = Atlassian Jira = JIRA, Confluence, Kanban, Asana,
            Trello, Monday.com, ClickUp, Basecamp, Microsoft Project = MS Project,
            Smartsheet, project management = Projektmanagement = gestión de proyectos =
            gestion de projet = gestão de projetos = управление проектами = 项目管理, project
            coordination = Projektkoordination ~ project planning, PMP, PRINCE2, IPMA, CAPM,
            SAFe = Scaled Agile, Azure Boards, Linear, waterfall, Gantt charts, risk
            management = project risk management, change management = Change Management,
            programme management = program management ~ PMO, event management ~ event
            planning""",
        terms="task, plan, deadline, sprint, board, milestone, team, risk, meeting",
        anyone=questions("""
            foundation:
            - Tell me about something that you brought to an end together with others, a move, an
              event or a piece of work. What would you have done differently with {skill}?
            - Halfway through, you see that a task will take twice as long as planned. Thinking of
              {skill}, whom do you tell, and what do you propose?
            - How did you come into contact with {skill}, and what seemed strange to you about it
              at first?
            working:
            - Describe a piece of work in which {skill} really helped, and one meeting or habit
              belonging to it that you would gladly have dropped.
            - Something urgent arrives in the middle of a full week. Tell me how your team
              decided, using {skill}, what had to wait.
            - Take a project that came in late. What did {skill} show you beforehand, and what did
              you make of it?
            expert:
            - How have you helped people for whom {skill} had become an empty ritual? What did you
              take away first?
            - Tell me about several teams that depended on each other and planned by way of
              {skill}. Where did it jam, and what did you change?
            - Where do you hold {skill} to be the wrong approach, and how did you argue for
              another one?
            probes:
            - When could you first have known?
            - What was not done because of it, and who was told?
            - How did the people in the team see it?
            anchors:
            - Lists meetings and roles; plans are made once and explained away later; nobody is
              told until the date has passed.
            - Breaks work down, shows progress openly, raises delay early with options, and adapts
              the method to the team.
            - Untangled dependences across teams, cut rituals that served nobody, and chose
              methods by the kind of work, with results.
        """),
    ),
    Family(
        "product management",
        skills="""
            product management = product owner = product ownership = Produktmanagement,
            product roadmaps = roadmapping = roadmap = roadmaps = product roadmap,
            prioritisation = prioritization ~ backlog management = product backlog = backlog
            grooming = backlog, product strategy ~ product vision, user stories = acceptance
            criteria, requirements gathering = requirements, requirements analysis,
            requirements engineering, OKRs = OKR, go-to-market strategy = go-to-market = go
            to market = GTM strategy, minimum viable products = MVP = minimum viable
            product, product launches = product launch, Productboard = Aha!, product
            development, product lifecycle management = PLM, pricing strategy ~ pricing""",
        terms="user, feature, goal, priority, release, need, trade-off, customer, outcome",
        anyone=questions("""
            foundation:
            - Tell me about something that you wanted to improve for the people who used it. How
              did you decide what came first, and what has that to do with {skill}?
            - Two customers ask for opposite things, and you can do one. How would you think it
              through with {skill} in mind?
            - Choose a product that you use every day. What would you leave out of it, and how
              would {skill} help you to be sure?
            working:
            - Which thing did you say no to most recently in your work with {skill}, and how did
              the person who wanted it take it?
            - Describe something that was delivered on time and changed nothing for its users.
              What did you alter in your {skill} after that?
            - Walk me through a decision in {skill} that you had to take with half of the facts.
              What did you do about the other half?
            expert:
            - How have you brought leaders who each defended their own wish to one line in
              {skill}?
            - Tell me about a bet in your {skill} that failed. When did you know, and how did you
              end it?
            - How do you recognise that work on {skill} serves the organisation's calendar more
              than the customers, and what have you done about it?
            probes:
            - What did you believe before, and what changed your mind?
            - Which result would have counted as failure?
            - Who bore the cost of that decision?
            anchors:
            - Collects wishes and passes them on; priorities follow whoever is loudest; success is
              that it was delivered.
            - Starts from a need with evidence, gives reasons for what comes first, says no with
              respect, and checks the effect.
            - Aligns leaders on outcomes, ended a failing bet early, and shows decisions that
              changed results for users and business.
        """),
    ),
    Family(
        "marketing channels",
        skills="""
            Google Ads = Google AdWords = AdWords, SEO = search engine optimisation = search
            engine optimization = Suchmaschinenoptimierung = référencement naturel ~ on-page
            SEO ~ technical SEO, Mailchimp, e-mail marketing = email marketing ~ newsletters
            = newsletter, SEA ~ SEM = search engine marketing ~ PPC = pay-per-click ~ paid
            search, paid advertising ~ paid media ~ paid ads ~ display advertising ~ media
            buying ~ programmatic advertising, Facebook Ads ~ Meta Ads ~ Meta Business
            Suite, LinkedIn Ads, TikTok Ads, Klaviyo, Brevo, marketing automation, Marketo,
            Pardot, Eloqua, ActiveCampaign, affiliate marketing, performance marketing ~
            growth hacking, growth marketing, demand generation, digital marketing =
            marketing digital = digitales Marketing ~ online marketing = Онлайн-маркетинг,
            conversion rate optimisation = conversion rate optimization = CRO = conversion
            optimization, landing pages, lead nurturing, inbound marketing, keyword
            research, link building, Braze, Customer.io, Yandex Direct = яндекс директ""",
        terms="campaign, audience, budget, click, conversion, traffic, test, cost, response",
        anyone=questions("""
            foundation:
            - Tell me about a time you brought something to people's attention, a club, a shop or
              an event. What did you try, and where did {skill} come in, or where would it have?
            - A bakery wants more guests on weekday mornings and can spend two hundred euros. How
              would you begin, and what could {skill} contribute?
            - Which piece of advice on {skill} did you try out yourself, and what did you see?
            working:
            - Describe your most useful failure in {skill}. What had you expected, what did the
              figures say, and what did you do next?
            - Results from {skill} fall by a third within a week, and nobody has touched anything.
              How did you, or would you, look for the cause?
            - Choose one campaign or measure that relied on {skill}, and tell me what it cost and
              how you know what it brought.
            expert:
            - The director wants to double the spending on {skill} because last year went well.
              How do you find out whether that is wise?
            - How have you divided money and effort between {skill} and other ways to reach
              people, and what made you change the division?
            - Tell me about proving, or disproving, that {skill} brought customers who would not
              have come anyway.
            probes:
            - What would have happened if you had done nothing at all?
            - Which people did you not reach that way?
            - At what point would you have stopped?
            anchors:
            - Reports clicks or activity; no aim, cost or comparison; changes several things at
              once and credits the favourite.
            - States aim, audience and cost, tests one thing at a time, and reports what it
              brought and what remains unknown.
            - Moves money between channels on evidence of added effect, learned from a costly
              failure, and resists figures that flatter.
        """),
    ),
    Family(
        "brand and campaigns",
        skills="""
            marketing strategy = marketing plans = marketing planning = strategic marketing,
            marketing = Marketing & PR, brand management ~ branding ~ brand strategy ~ brand
            marketing ~ brand building, marketing campaigns = campaign management =
            campaigns = campaign planning, event marketing, trade shows, trade marketing ~
            shopper marketing, market positioning = positioning ~ value proposition, product
            marketing, integrated marketing, market segmentation = segmentation,
            sponsorship, partnership marketing""",
        terms="brand, audience, message, budget, launch, campaign, buyers, market, agency",
        anyone=questions("""
            foundation:
            - Which brand have you stopped buying or begun to buy in the last year? What would
              somebody responsible for {skill} learn from that?
            - A small brewery tells you that its beer is for everyone. How would you go on from
              there, thinking of {skill}?
            - Tell me about something that you promoted, sold or organised for others. Where did
              {skill} come into it, looking back?
            working:
            - Describe work of yours in {skill} that changed what people thought or did, and how
              you can tell that it did.
            - Sales wants leads this week, and you are building something for next year. How have
              you handled that pull in your work on {skill}?
            - What did your last brief for an agency or a colleague say, and what came back?
              Choose one from your work on {skill}.
            expert:
            - The budget is cut by half in March. Tell me how you have decided, in the field of
              {skill}, what to protect.
            - How have you won over a board that considered {skill} a matter of taste?
            - Tell me about entering a market, or a group of buyers, where what you knew of
              {skill} did not apply.
            probes:
            - How did you know who was meant and who was not?
            - What would have been the cheaper way, and why did you not take it?
            - Which early sign told you that it was working, or failing?
            anchors:
            - Speaks of colours, slogans or being seen; no audience is left out; effect is a
              matter of feeling.
            - Names an audience, an aim and a message with reasons, runs a plan within its budget,
              and compares result with aim.
            - Chooses what not to do, defends long-term work with evidence, and changed course
              when a market proved the plan wrong.
        """),
    ),
    Family(
        "content and copywriting",
        skills="""
            copywriting = copy writing = Texten = redacción = rédaction, content marketing =
            content ~ content strategy ~ content creation = creación de contenidos ~ content
            writing ~ content production, technical writing ~ documentation = technical
            documentation, knowledge management, editing = copy editing = Lektorat ~
            proofreading, blogging = blog writing, storytelling, journalism ~ editorial
            work, creative writing, public relations = PR = Öffentlichkeitsarbeit ~ press
            releases ~ media relations, scriptwriting, grant writing ~ proposal writing ~
            tender writing, report writing, translation = Übersetzung = traducción ~
            localisation = localization""",
        terms="text, reader, draft, headline, tone, editor, audience, story, publish",
        anyone=questions("""
            foundation:
            - Tell me about a text of yours that had an effect on somebody. What did you want to
              happen, and how did {skill} contribute?
            - You have to explain in ten lines something that you do not understand yet yourself.
              How do you go about it, with {skill} in view?
            - Whose work in {skill} do you like, and what have you taken from it for your own?
            working:
            - Choose a piece of {skill} that you revised most heavily. What did the first version
              get wrong about its readers?
            - Describe how you got from a dull brief and a specialist with no time to a good
              result in {skill}.
            - How did you find out whether your last piece of {skill} did what it was meant to do?
            expert:
            - Several people contribute to {skill} for one house, and it has to sound like one.
              How have you achieved that without ironing everyone flat?
            - Tell me about something that you declined to write or publish, although {skill}
              could have made it sound good.
            - How have you decided, in a year's plan for {skill}, what to stop producing?
            probes:
            - What did you cut, and why?
            - What did readers do after reading it?
            - How did the writers take your corrections?
            anchors:
            - Writes from own taste or the client's wording; no reader in mind; finished when the
              length is reached.
            - Knows reader and purpose, revises with reasons, checks facts, and can tell what the
              text brought about.
            - Shapes the style and plan of many writers, keeps claims honest, and shows by effect
              what was worth producing.
        """),
    ),
    Family(
        "social media",
        skills="""
            Instagram, Facebook, TikTok, social media = soziale Medien = redes sociales =
            réseaux sociaux ~ social media management ~ social media marketing = SMM,
            LinkedIn, YouTube, Twitter, Pinterest, Snapchat, community management ~
            community building, influencer marketing = influencers, Hootsuite, Buffer,
            Sprout Social, reputation management = online reputation""",
        terms="post, followers, comment, community, reach, audience, reply, video, feed",
        anyone=questions("""
            foundation:
            - Which account, page or group do you think is well run? What could somebody who works
              with {skill} learn from it, and what would you do differently?
            - Someone complains in public under one of your posts and is partly right. How do you
              respond, thinking of {skill}?
            - Tell me about something that you published for others to see. What did you learn
              about {skill} from the reactions?
            working:
            - Tell me about something you put out by way of {skill} that did better or worse than
              you expected, and what you did with that.
            - How do you plan a month of {skill} and still have room for what nobody could
              foresee? Use a recent month.
            - Describe a heated discussion that you had to deal with through {skill}. What did you
              answer, what did you leave alone, and how did it end?
            expert:
            - How have you shown that a business can gain more than applause from {skill}, and
              what did you stop doing as a result?
            - A false story about your company spreads by way of {skill} within hours. What have
              you prepared, and who decides?
            - Tell me about handing {skill} to many colleagues or partners who speak for the
              company. How did you keep it lively and safe?
            probes:
            - Who saw it that you had not aimed at?
            - What did you decide not to answer, and why?
            - How would you know if people had simply got used to it?
            anchors:
            - Counts likes; publishes when something comes to mind; deletes criticism or argues
              with it in public.
            - Knows whom a post is for, plans and leaves room, answers criticism fairly, and
              learns from the reactions.
            - Ties the channel to the aims of the business, prepared for a storm, and lets many
              speak with sound rules.
        """),
    ),
    Family(
        "audio, photo and video",
        skills="""
            video editing = Videobearbeitung = edición de vídeo = montage vidéo ~ video
            production, Adobe Premiere = Premiere Pro = Adobe Premiere Pro, Final Cut Pro,
            DaVinci Resolve, After Effects = Adobe After Effects, photography ~ product
            photography, photo editing = image editing, podcasting, audio editing, sound
            design, audio production, filming ~ videography ~ camera operation, animation ~
            2D animation ~ 3D animation, live streaming, OBS""",
        terms="cut, footage, sound, light, shot, edit, viewer, take, scene",
        anyone=questions("""
            foundation:
            - Tell me about something that you recorded or edited and showed to others. What did
              you learn about {skill} from the way they watched or listened?
            - The sound is bad, the light is worse, and the day cannot be repeated. How do you
              save what you can by means of {skill}?
            - What do you prepare before you begin with {skill}, and which forgotten thing taught
              you that?
            working:
            - Choose one finished piece from your work in {skill}, and tell me what the client
              asked for and what you talked them into or out of.
            - Two hours of material have to become one minute. How did you decide, in your last
              work of that kind in {skill}, what stays?
            - Describe a production in which {skill} took far longer than planned. Where did the
              time go?
            expert:
            - How have you set up {skill} so that a small team turns out much without everything
              looking the same?
            - Tell me about a client or leader whose wishes would have spoiled the result. How did
              you bring {skill} into that conversation?
            - When is cheap and quick {skill} the right choice, and how did you defend that, or
              its opposite, with results?
            probes:
            - Where did people stop watching or listening?
            - What would you have shot or recorded again?
            - How were rights and consent dealt with?
            anchors:
            - Names equipment and effects; no audience, plan or reason for a cut; deadlines slip
              unannounced.
            - Starts from viewer and purpose, plans recording and cuts, gives reasons, and handles
              feedback and rights.
            - Sets up a flow of work that keeps quality at volume, steers clients with reasons,
              and judges effort by effect.
        """),
    ),
)
