"""Families of skills to build software with.

Data only, which is why it is long; see ``core.skills.family``.
"""

from core.skills.family import Family, questions

BESIDE_BUILDERS = questions("""
    foundation:
    - The posting mentions {skill}. How did you first come across it, and what did you do to
      understand enough for your own work?
    - Imagine a specialist explains, in terms of {skill}, why something will be late. How would
      you make sure that you understand what it means for customers?
    - What would you read, watch or ask during your first two weeks to hold your own in a
      conversation about {skill}?
    working:
    - In which part of your work did you meet {skill}, and how did what you knew about it help you
      or the people around you?
    - Describe a time when you stood between specialists in {skill} and people who had never heard
      of it. What did you pass on, and what did you leave out?
    - Think of a decision of yours that depended on what {skill} could or could not do. How did
      you find that out?
    expert:
    - When have you questioned what specialists told you about {skill}, and how did you do that
      without claiming their expertise?
    - Tell me about a plan, an offer or a promise that rested on {skill}. How did you limit the
      risk of what you could not judge yourself?
    - How have you helped colleagues without a technical background to talk sensibly about {skill}
      with customers or suppliers?
    probes:
    - How did you check that you had understood it correctly?
    - What did the specialists say they needed from you?
    - Whose judgement did you rely on in the end, and why that person's?
    anchors:
    - Drops the name and cannot say what it meant for the work; repeats specialists word for word
      or promises things without having asked them.
    - Explains in plain words what it meant for the task, asked specialists concrete questions,
      and states where own knowledge ends.
    - Turns technical limits into choices that others can make, tests own understanding with
      specialists, and shows a decision or promise that held because of it.
""")

BESIDE_OPERATORS = questions("""
    foundation:
    - Much of what customers notice depends on tools such as {skill} in the background. When has
      something like that failed near you, and what was your part in dealing with it?
    - Someone says in a meeting that {skill} should be replaced. What would you want to know
      before you told your own team or your customers?
    - Suppose you had to explain to a new colleague, in everyday words, why a company pays for
      {skill}. How would you prepare?
    working:
    - Which part of your work has depended on {skill}, and how did you keep yourself informed
      about it without running it?
    - Walk me through a change or an outage around {skill} that reached your customers or your
      plan. What did you tell whom, and when?
    - A specialist asks for three months to improve {skill}, with nothing for customers to see.
      How would you weigh that against the rest of the plan?
    expert:
    - Describe a purchase, a contract or a budget in which {skill} played a part. How did you
      satisfy yourself that the sum was justified?
    - Two suppliers compete for the work around {skill}, and your own specialists disagree about
      them. How do you bring about a decision that lasts?
    - Where have you seen a company lean too heavily on {skill}, or on the one person who knew it,
      and what did you do about it?
    probes:
    - Who was affected most, and how did you learn of it?
    - What would you have told customers if it had taken a day longer?
    - Which figure would have changed your mind?
    anchors:
    - Treats it as somebody else's concern; learns of changes when customers complain; cannot say
      what the tool does for the business.
    - Knows in plain terms what depends on it, asks specialists early, and tells those concerned
      what will change and when.
    - Weighs cost, risk and benefit with figures from specialists, prepares customers and
      colleagues for change, and reduces dependence before it hurts.
""")

SOFTWARE: tuple[Family, ...] = (
    Family(
        "programming language",
        skills="""
            JavaScript = JS = ECMAScript = ES6 = ES6+ = vanilla JavaScript = vanilla JS =
            ES2015, TypeScript = TS, Python = Python3 = CPython, Java = Java SE = Core Java
            = JDK ~ JVM, Go = Golang = Go lang = Go language = Go programming, Rust =
            Rustlang = Rust language, PHP, C# = C sharp = CSharp = С# = C#.NET, C++ = CPP =
            C/C++ = modern C++ = С++ = C plus plus, C = ANSI C = embedded C, .NET = dotnet =
            .NET Core = .NET Framework, Ruby, Kotlin, Scala, Elixir, Erlang, Clojure,
            Haskell, F#, Perl, R = RStudio, MATLAB, Julia, Lua, Groovy, Java EE = J2EE =
            Jakarta EE = JEE, Visual Basic = VB.NET = VB, VBA, COBOL, Fortran, Delphi,
            Objective-C, Dart, Solidity, ABAP = SAP ABAP, Apex = Salesforce Apex, Bash =
            shell scripting = shell = Bash scripting, PowerShell, Pandas, NumPy, assembly
            language = assembler, OCaml, Pascal = Object Pascal, Lisp = Common Lisp, Prolog,
            Zig, Nim, Ada, Smalltalk, Tcl, LabVIEW, ClojureScript, Vyper, AL = AL language,
            SAS programming""",
        terms="function, type, class, library, module, test, memory, error, code",
        anyone=BESIDE_BUILDERS,
        builder=questions("""
            foundation:
            - Tell me about something small that you built in {skill} from nothing. Which part
              took you longest to get right?
            - Think of an error in {skill} that puzzled you for hours. How did you finally find
              where it came from?
            - Suppose you are handed something written with {skill} that works and that nobody can
              explain to you. Where do you begin reading?
            working:
            - Pick a piece of your work in {skill} that you would gladly show to a colleague. What
              problem did it solve, and which other design did you turn down?
            - Which habit or feature of {skill} has caught you or your team out in production, and
              what have you done differently since then?
            - When did you last make something written with {skill} noticeably faster or lighter?
              Start with how you knew where to look.
            expert:
            - Your company is unsure whether to choose {skill} once more for a new system. What
              would you put on the table, for and against?
            - Tell me about a rule or a tool that you brought to a group working in {skill} every
              day. What did it prevent, and what did it cost?
            - How have you moved a large body of work in {skill} to a new version or a new
              structure while others kept shipping from it?
            probes:
            - What did you try first, and what did that rule out?
            - How would somebody else have noticed if you had got it wrong?
            - What became harder for the team once that was in place?
            anchors:
            - Names features of the language without a piece of own work; finds faults by trying
              changes until one helps; cannot say why the result is built as it is.
            - Describes own work with its problem, a rejected alternative and how it was tested;
              uses the language's idioms and tools for a reason.
            - Weighs the language's limits against those of others with evidence, improved how a
              whole group works in it, and names what that cost.
        """),
    ),
    Family(
        "software development",
        skills="""
            programming = coding = programación ~ software development = Softwareentwicklung
            = desarrollo de software ~ software engineering, web development = web
            technologies, front-end development = frontend = front end = frontend
            development = web UI, back-end development = backend = back end = backend
            development, full-stack development = full stack = fullstack = full stack
            development, object-oriented programming = OOP = object oriented programming ~
            object-oriented design, functional programming, multithreading = concurrent
            programming ~ concurrency, debugging, asynchronous programming = asyncio = async
            programming, application development, game development, Unity = Unity3D, Unreal
            Engine = Unreal, augmented reality ~ virtual reality = AR/VR, embedded systems =
            embedded software = embedded development ~ firmware, FPGA, VHDL, Verilog, PLC
            programming = PLC = PLCs = SPS, Qt, ROS = ROS2, CUDA, blockchain ~ Web3,
            Ethereum, smart contracts, GIS, ArcGIS, QGIS, low-code development, OutSystems,
            Mendix, Power Apps = PowerApps, robotic process automation = RPA, UiPath, Blue
            Prism, Internet of Things = IoT, WebRTC, OpenGL, Vulkan, DirectX, Electron,
            browser extensions = Chrome extensions = Chrome extension, RTOS = FreeRTOS,
            AUTOSAR, STM32, SCADA, Bluetooth Low Energy = BLE = Bluetooth, Camunda, Appian,
            Pega, pair programming, Jupyter = Jupyter notebooks, Streamlit, OpenMP = MPI""",
        terms="bug, feature, test, review, release, user, requirement, design, change",
        anyone=BESIDE_BUILDERS,
        builder=questions("""
            foundation:
            - What have you made through {skill} that somebody other than you has used, and what
              did that person stumble over?
            - Suppose a fault appears only on somebody else's machine. How would you use what you
              know of {skill} to close in on it?
            - Tell me how you got from your first steps in {skill} to something that you were
              willing to show.
            working:
            - Looking back over the last month, which piece of your work in {skill} gave you most
              to think about, and where did you end up?
            - Describe a mistake in your work in {skill} that reached users. How did it get past
              you, and what has changed since?
            - When it was unclear what your work in {skill} should achieve, how did you find out
              what to build? Use one recent case.
            expert:
            - How have you raised the quality of {skill} in a group without slowing everybody
              down?
            - Tell me about something in {skill} that you chose not to build, although people
              asked for it. How did you bring them round?
            - Which part of your team's {skill} would you hand to a newcomer first, and how would
              you review what comes back?
            probes:
            - What feedback changed your next version?
            - How early could that have been caught, and by what?
            - How could you tell that it helped the users and not only the team?
            anchors:
            - Lists tools or tasks; cannot describe one piece of own work from need to use, or how
              a mistake was found and prevented from returning.
            - Tells one piece of work from need to result, with own part, how it was tested, and
              what a mistake led to.
            - Chooses what to build and what to leave, raised the quality of others' work by
              practical means, and shows effects on users.
        """),
    ),
    Family(
        "front-end framework",
        skills="""
            React = React.js = ReactJS, Angular = Angular.js, Vue = Vue.js = VueJS, Svelte,
            HTML = HTML5, CSS = CSS3, SvelteKit, Next.js = NextJS, Nuxt = Nuxt.js, Redux =
            Redux Toolkit, RxJS, NgRx, HTML and CSS = HTML/CSS = HTML5/CSS3 = HTML & CSS,
            Sass = SCSS, Less CSS, Tailwind = Tailwind CSS = TailwindCSS, Bootstrap, jQuery,
            Webpack, Vite, Babel, Storybook, Gatsby, Remix, Ember = Ember.js, Web
            Components, Material UI = MUI, styled components, Zustand, MobX, React Query =
            TanStack Query, Three.js, D3 = D3.js, WebGL, responsive design = responsive web
            design, progressive web apps = PWA = progressive web app, Astro, Blazor,
            AngularJS, React Router, Preact, Pinia, Vuex, Vuetify, Backbone.js, Alpine.js,
            SolidJS = Solid.js, WebAssembly = Wasm, npm, Yarn = pnpm, React hooks, WPF =
            WinForms""",
        terms="component, state, page, browser, layout, render, style, screen, accessibility",
        anyone=questions("""
            foundation:
            - Think of a web page that you helped to fill, to change or to design. Where did
              {skill} come into it, and what did you do yourself?
            - Something on a page looks fine on your laptop and broken on a customer's phone. How
              would you describe it to the people who work with {skill}?
            - What have you picked up about {skill} from the people who build web pages, and how
              has it changed what you ask of them?
            working:
            - Describe a page or a newsletter whose look mattered to your work. How did knowing
              something about {skill} change what you asked for?
            - When has something you wanted turned out to be expensive to build with {skill}, and
              what did you settle for in the end?
            - Walk me through how you handed over a design or a text to people working in {skill},
              and what came back different from what you expected.
            expert:
            - How have you brought the people who design pages and the people who build them with
              {skill} to agree on what counts as finished?
            - Suppose a redesign depends on moving away from {skill}, and sales would suffer for a
              month. How do you reach a decision?
            - Tell me about a standard for pages made with {skill} that you helped to set, and how
              you know that visitors gained from it.
            probes:
            - On which devices had you looked at it?
            - What did visitors do differently afterwards?
            - What did each side have to give up?
            anchors:
            - Asks for things to look right without saying what, where or for whom; takes the
              builders' refusal or promise as it comes.
            - Describes what visitors should see and do, on which devices, knows roughly what is
              cheap or costly to build, and checks the result.
            - Shapes requests around effect and effort, brings designers and builders to shared
              standards, and shows what visitors gained in figures.
        """),
        builder=questions("""
            foundation:
            - Tell me about a screen you built with {skill} that looked simple and was not. What
              made it hard?
            - A page made with {skill} works in your browser and is broken on an older phone. How
              do you track down the difference?
            - How did you learn {skill}, and what was the first thing you had to do again once you
              knew better?
            working:
            - Take a part of a user interface that you built with {skill} and explain how you
              divided it up, and what you would divide differently now.
            - Users say that a screen built with {skill} feels slow. Tell me how you dealt with
              the last such case, from first look to result.
            - Describe a change to something built with {skill} that broke a screen you had not
              touched. How did you find out, and what did you put in place?
            expert:
            - Several teams build on {skill}, and their screens are drifting apart in look and
              behaviour. What have you done, or would you do, to stop that?
            - Tell me about a time you argued for a different use of {skill} in an existing
              product, or for less of it. What settled the matter?
            - Where did {skill} make your product worse for some of its users, and how far did you
              go to put that right?
            probes:
            - What did you measure or look at before you changed anything?
            - How would a person on a slow phone have noticed the difference?
            - Which team or user paid the price for that choice?
            anchors:
            - Speaks of the tool rather than the screen; copies patterns without a reason; learns
              of slow or broken pages from complaints and has no way to reproduce them.
            - Explains structure and styling by what users do with them, measures before tuning,
              and checks other devices and keyboard use.
            - Sets structure that several teams share, weighs speed, access and effort with data,
              and can name a case where the usual approach was wrong.
        """),
    ),
    Family(
        "back-end framework",
        skills="""
            Spring = Spring Framework, Spring Boot = SpringBoot, Django, Flask, FastAPI =
            Fast API, Node.js = NodeJS = Node, Express = Express.js = ExpressJS, NestJS =
            Nest.js, Fastify, Laravel, Symfony, CodeIgniter, CakePHP, Yii, Ruby on Rails =
            Rails = RoR = RubyOnRails, ASP.NET ~ ASP.NET Core ~ ASP.NET MVC, Entity
            Framework = EF Core, Hibernate ~ JPA, Quarkus, Micronaut, Phoenix Framework =
            Phoenix, Gin, Actix, Axum, Tokio, Akka, SQLAlchemy, Celery, Sequelize, TypeORM,
            Prisma, Deno, Django REST Framework = DRF, Spring Security, Spring Cloud, Koa,
            Socket.IO, Sidekiq, Drupal, TYPO3, Spring MVC, Spring Data, Vert.x, Struts, JSF,
            JSP, Tomcat = Apache Tomcat, WildFly = JBoss, WebLogic, WebSphere, MyBatis,
            Ktor, Laminas = Zend Framework, Livewire, Sinatra, Phoenix LiveView = LiveView,
            hapi = hapi.js, AdonisJS = Adonis.js, Meteor = Meteor.js, Sails.js, Pyramid,
            Tornado, aiohttp, Pydantic, WCF, SignalR, LINQ, MERN stack = MERN, MEAN stack,
            LAMP stack = LAMP, Umbraco, OData""",
        terms="request, endpoint, service, route, session, transaction, middleware, error",
        anyone=BESIDE_BUILDERS,
        builder=questions("""
            foundation:
            - Walk me through the first service you put together with {skill}. What happens in it
              between a request coming in and the answer going out?
            - A request to your {skill} service sometimes takes ten seconds and usually a tenth of
              one. What do you look at first?
            - Tell me about something that {skill} did for you behind the scenes and that you only
              understood when it went wrong.
            working:
            - Describe a service you run on {skill} and the part of it that you keep apart from
              the framework on purpose. Why that part?
            - Think of an upgrade of {skill}, or of something beneath it, that went less smoothly
              than planned. How did you get the service through it?
            - When traffic to something you built with {skill} grew, what gave way first, and how
              did you find out?
            expert:
            - You may choose the foundation for ten new services, and many people expect {skill}.
              How would you test whether that is right?
            - Tell me about a large service built on {skill} that had become hard to change. Where
              did you cut it first, and what did you leave whole?
            - How have you made sure that teams using {skill} handle failure of the systems they
              depend on in the same sound way?
            probes:
            - What did the logs or traces show, and what did they leave out?
            - What happened to the requests that were under way at that moment?
            - How did you know half a year later that it had been the right call?
            anchors:
            - Follows a tutorial's layout and cannot say what the framework does on its own; meets
              slowness or errors with restarts.
            - Traces a request through own service, separates business rules from the framework,
              and finds causes from logs, queries and measurements.
            - Chooses and limits the framework for stated reasons, plans for failure and upgrades
              across services, and shows the effect on speed of change.
        """),
    ),
    Family(
        "software design",
        skills="""
            microservices = microservice architecture = microservice = micro-services =
            micro services, software architecture = application architecture ~ solution
            architecture, system design = systems design, design patterns = software design
            patterns, domain-driven design = DDD = domain driven design, event-driven
            architecture = event driven, event sourcing, distributed systems, clean
            architecture ~ hexagonal architecture, clean code, SOLID principles = SOLID,
            data structures and algorithms ~ data structures ~ algorithms, refactoring, code
            review = code reviews, caching, CQRS, serverless architecture = serverless,
            scalability ~ high availability, service-oriented architecture = SOA, cloud
            migration, FinOps ~ cloud cost management""",
        terms="service, component, boundary, dependency, coupling, trade-off, interface, latency",
        anyone=BESIDE_BUILDERS,
        builder=questions("""
            foundation:
            - Tell me about a piece of software that became easier to change once you rearranged
              it. How did {skill} come into that?
            - Think of advice about {skill} that you read or were taught and that did not fit your
              case. What did you do instead?
            - You join a project in which every small change touches twenty files. How could
              {skill} help, and where would you start?
            working:
            - Describe a decision about {skill} that you took with your team, the option you
              rejected, and how you feel about it today.
            - Give me an example where {skill} made a system more complicated than it had to be.
              How did you notice, and what did you do?
            - Which requirement, in a system you know well, forced you to think hardest about
              {skill}, and what did you come up with?
            expert:
            - How have you brought several teams to a shared approach to {skill} without drawing
              every box for them?
            - Tell me about a system whose shape you had to defend against growth it was never
              meant for. What part did {skill} play?
            - Where do you deliberately not insist on {skill}, and which case taught you to hold
              back?
            probes:
            - Which change would have been hard to make under that design?
            - Who disagreed with you, and what was their best argument?
            - What did you write down so that later people could understand the choice?
            anchors:
            - Recites principles or patterns as good in themselves; names no alternative and no
              change that the design made easier or harder.
            - Ties the design to a requirement, compares two options, and tells how it behaved
              when requirements changed.
            - Reasons from load, failure and team boundaries, reversed or limited a design on
              evidence, and left others able to decide alike.
        """),
    ),
    Family(
        "API design",
        skills="""
            REST APIs = REST API = REST = RESTful APIs = RESTful API = RESTful = RESTful
            services = REST services, GraphQL, gRPC, Protobuf = protocol buffers, SOAP =
            SOAP APIs, APIs = API = API design = API development, API integration = API
            integrations = third-party APIs, OpenAPI = Swagger, OAuth = OAuth2 = OAuth 2.0,
            OpenID Connect, JWT, WebSockets = WebSocket, web services, webhooks, Apollo =
            Apollo GraphQL, MuleSoft, API gateways = API gateway, Apigee, Kong, Stripe API =
            Stripe, Twilio""",
        terms="endpoint, client, request, response, version, contract, schema, authentication",
        anyone=BESIDE_BUILDERS,
        builder=questions("""
            foundation:
            - Tell me about an interface between two systems that you used or built with the help
              of {skill}. What did the other side expect that surprised you?
            - A partner says that calls by way of {skill} return an error, and you see nothing
              wrong on your side. How do you get to the bottom of it?
            - Suppose a shop wants to let a delivery company read its orders by way of {skill}.
              What would you want to settle before building anything?
            working:
            - Walk me through an interface from your work with {skill}, beginning with who was
              going to call it and what they needed.
            - Forty clients rely on something you offer by way of {skill}, and it has to change.
              Tell me how you went about such a change, or would.
            - Describe how you dealt with slow, repeated or half-finished calls in something that
              works through {skill}.
            expert:
            - Which rules for {skill} have you got several teams to keep, and how did you deal
              with the team that had a good reason not to?
            - Tell me about an interface decision around {skill} that you regretted once outsiders
              depended on it. How did you find a way out?
            - One customer's calls through {skill} are crowding out everybody else's. How do you
              protect the service and keep the customer?
            probes:
            - What did the callers see while that was going on?
            - How did you learn which clients were still using the old form?
            - What would you promise those callers today, and what would you leave open?
            anchors:
            - Describes paths or fields only; changes the interface when convenient; leaves
              errors, retries and access rights to the caller.
            - Starts from what callers need, states errors, limits and versions, and changed an
              interface without breaking those who use it.
            - Governs many interfaces with few rules, plans for misuse, growth and retirement, and
              learned from a contract that outsiders depended on.
        """),
    ),
    Family(
        "message streaming",
        skills="""
            Kafka = Apache Kafka, RabbitMQ = Rabbit MQ, Kafka Streams, ksqlDB, Confluent =
            Confluent Kafka = Confluent Platform, Apache Flink = Flink, Kinesis = AWS
            Kinesis = Amazon Kinesis, Google Pub/Sub = PubSub = Pub/Sub, Apache Pulsar =
            Pulsar, ActiveMQ = Active MQ, Amazon SQS = SQS = AWS SQS, SNS, Azure Event Hubs
            = Event Hubs, Azure Service Bus, NATS, MQTT, ZeroMQ, Kafka Connect, message
            queues = message queue ~ message brokers ~ messaging systems, stream processing
            = streaming data = data streaming ~ real-time data processing, Spark Streaming =
            Structured Streaming""",
        terms="topic, consumer, producer, message, event, partition, offset, queue, lag",
        anyone=BESIDE_OPERATORS,
        builder=questions("""
            foundation:
            - What was the first thing you sent through {skill}, and what did you learn about
              messages that arrive late, twice or not at all?
            - Suppose the part of your system that reads from {skill} stops overnight and starts
              again in the morning. What would you expect to find, and what would you check?
            - How would you explain to a team that calls its services directly what it would gain
              and lose by putting {skill} in between?
            working:
            - Messages are piling up in {skill} faster than they are handled. Tell me about such a
              case, from the first sign to the cure.
            - Choose a flow of events that you carried over {skill} and tell me how you made sure
              that handling a message twice did no harm.
            - How did you change what a message on {skill} contains while older readers were still
              running?
            expert:
            - People ask you to guarantee that nothing sent through {skill} is lost or handled
              twice. What can you promise, and how have you proved it?
            - Describe how you sized or divided {skill} for a load that was going to grow tenfold,
              and which assumption turned out wrong.
            - When have you advised a team to take {skill} out again, or not to bring it in, and
              how did that go?
            probes:
            - What happened to the messages that could not be handled?
            - How far behind was it at the worst moment, and how did you know?
            - Which failure did you rehearse before you relied on it?
            anchors:
            - Treats the broker as a pipe that never fails; has no answer for repeated, late or
              broken messages; notices delay from complaints.
            - Chooses keys, acknowledgement and retries for a reason, makes handlers safe to
              repeat, and watches lag and rejected messages.
            - States exactly where guarantees end, planned for growth, replay and changing
              formats, and judged when plain calls or batches serve better.
        """),
    ),
    Family(
        "batch and big-data processing",
        skills="""
            Spark = Apache Spark ~ PySpark ~ Spark SQL, Hadoop = Apache Hadoop, HDFS,
            Databricks, MapReduce, Hive = Apache Hive, Trino, Presto, EMR = Amazon EMR = AWS
            EMR, Apache Beam, Google Dataflow = Dataflow, Dask, Delta Lake, Apache Iceberg =
            Iceberg, Apache Hudi = Hudi, data lakes = data lake ~ lakehouses = lakehouse =
            data lakehouse, big data = big data technologies = 大数据, Parquet, Dataproc,
            Polars, distributed computing""",
        terms="job, partition, cluster, shuffle, file, executor, memory, batch, skew",
        anyone=BESIDE_OPERATORS,
        builder=questions("""
            foundation:
            - When did data first become too large for the way you were working, and how did
              {skill} change your approach?
            - A job on {skill} that took ten minutes yesterday has been running for two hours.
              What do you look at?
            - Tell me about a result from {skill} that looked right and turned out to be wrong.
              How was it noticed?
            working:
            - Talk me through the heaviest job that you have run on {skill} and the change that
              made it affordable.
            - One run on {skill} fails at ninety percent, and people are waiting for its figures.
              How have you handled a case like that?
            - How did you lay out the files or tables behind {skill} in your last project, and
              which questions did that layout make slow?
            expert:
            - The bill for {skill} has doubled while the data has grown by a tenth. Where have you
              found such money before, and how did you keep it found?
            - Tell me about moving important work onto {skill}, or away from it. How did you prove
              that old and new agreed?
            - Many people share one platform for {skill} and get in one another's way. What rules
              would you set, and which would you leave to them?
            probes:
            - Which step took most of the time, and how could you tell?
            - What was left behind by the run that failed?
            - What did the people who read the results notice?
            anchors:
            - Adds machines or memory until a job passes; cannot say which step dominates or what
              a failed run leaves behind.
            - Reads the job's plan and metrics, fixes skew, file sizes or joins for a stated
              reason, and checks results against the source.
            - Balances cost, freshness and simplicity over many users with figures, proved a
              migration correct, and set defaults that prevent the usual failures.
        """),
    ),
    Family(
        "data orchestration",
        skills="""
            Airflow = Apache Airflow, dbt = dbt Core = dbt Cloud = data build tool, ETL =
            ETL pipelines = ETL processes = ETL development, Dagster, Prefect, ELT = ETL/ELT
            = ELT pipelines, data pipelines = data pipeline = data pipeline development,
            data engineering, Fivetran, Airbyte, Azure Data Factory = ADF = Data Factory,
            AWS Glue = Glue, Talend, Informatica = Informatica PowerCenter, SSIS, Apache
            NiFi = NiFi, Matillion, Luigi, data integration ~ data ingestion, Debezium ~
            change data capture, Pentaho, DataStage""",
        terms="pipeline, run, schedule, source, load, dependency, retry, backfill, task",
        anyone=BESIDE_OPERATORS,
        builder=questions("""
            foundation:
            - Tell me about the first regular flow of data you were responsible for. How did
              {skill} come in, and how did you know each morning that it had worked?
            - Suppose a run under {skill} has loaded the same day twice. How would you put the
              figures right, and what would you change?
            - Which part of {skill} did you find hardest to understand in the beginning, and what
              made it clear?
            working:
            - Trace one flow of data that you look after with {skill}, from source to reader, and
              show me its weakest point.
            - You have to redo two years of history with {skill} while the daily runs go on. How
              would you organise that?
            - Describe a morning on which the figures were wrong or missing and {skill} played a
              part in it. Who knew first, and what did you do?
            expert:
            - Hundreds of jobs have grown up around {skill}, and nobody dares to switch any of
              them off. How would you bring order into that?
            - How have you divided responsibility between those who produce data and those who
              work with {skill}, so that errors are caught where they arise?
            - Tell me about a standard that you set for work with {skill}. Which team resisted,
              and what did you learn from them?
            probes:
            - What would a second run over the same day have done?
            - How did the people who use the figures hear of it?
            - Which of those jobs would you switch off first, and why?
            anchors:
            - Describes a chain of steps that works when all goes well; reruns by hand; learns of
              faults from the readers of a report.
            - Makes runs repeatable, tests data on the way, alerts the right people, and explains
              a backfill or repair step by step.
            - Simplified an estate of flows, settled ownership with producers of data, and shows
              fewer or shorter data incidents as a result.
        """),
    ),
    Family(
        "data warehouse",
        skills="""
            Snowflake, BigQuery = Google BigQuery = Big Query, Redshift = Amazon Redshift =
            AWS Redshift, Azure Synapse = Synapse = Synapse Analytics, Teradata, data
            warehousing = data warehouse = data warehouses = DWH = 数据仓库 = хранилище данных,
            Microsoft Fabric = MS Fabric, Vertica, Greenplum, ClickHouse, Apache Druid =
            Druid, Athena = Amazon Athena = AWS Athena""",
        terms="table, query, warehouse, model, schema, cost, join, report, partition",
        anyone=BESIDE_OPERATORS,
        builder=questions("""
            foundation:
            - Think of a question that somebody in the business asked and that you answered from
              {skill}. How did you get from question to figure?
            - Two reports that rest on {skill} show different sales for the same month. How would
              you find out which one to trust?
            - What did you have to unlearn when you came to {skill} from smaller databases or
              spreadsheets?
            working:
            - Describe a set of tables that you designed in {skill}. What does one row stand for,
              and which questions were you designing for?
            - The monthly cost of {skill} has jumped, and nobody has started anything new. How did
              you, or would you, find the reason?
            - Tell me about a slow report on {skill} that you made fast. What did you change, and
              what did you decide to leave?
            expert:
            - Finance, sales and product each define a customer differently, and all three read
              from {skill}. How have you settled a conflict of that kind?
            - You are asked to move everything into {skill} within a year. What would you move
              last, and what would you not move at all?
            - How have you given hundreds of people access to {skill} while keeping personal data,
              cost and trust in the figures under control?
            probes:
            - Who agreed to that definition, and where can it be read?
            - How did you compare the figures before and after?
            - What did you refuse to build, and on what grounds?
            anchors:
            - Copies source tables or one report's layout; cannot say what a row means or where
              the money goes; trusts a figure because it loaded.
            - States the grain and the reader's question first, reads query profiles and cost, and
              reconciles results with the source.
            - Resolves rival definitions with their owners, designs access and cost for many
              users, and shows decisions that the warehouse made possible.
        """),
    ),
    Family(
        "data modelling",
        skills="""
            data modelling = data modeling = data models, dimensional modelling =
            dimensional modeling ~ star schemas = star schema = Kimball, Data Vault = Data
            Vault 2.0, data mesh, data architecture, entity-relationship modelling = ER
            modelling = ER diagrams, master data management = MDM, schema design = database
            design = database modelling""",
        terms="model, table, entity, key, fact, dimension, history, definition, relationship",
        anyone=BESIDE_BUILDERS,
        builder=questions("""
            foundation:
            - Tell me about a muddle of information that you had to bring into an order. How did
              {skill} help, and what did you have to leave out?
            - Suppose a hospital asks for a record of patients, doctors and visits. How would you
              approach it with {skill}, and what would you ask first?
            - How did you notice that something you had laid out had missed a fact about the real
              business, and what did that teach you about {skill}?
            working:
            - Choose one result of your work in {skill} and tell me which of its decisions was
              argued over longest.
            - Reports need the data in one shape and the application needs them in another. How
              have you used {skill} to serve both?
            - Tell me how you dealt, in your work in {skill}, with things that change over time,
              such as prices or addresses.
            expert:
            - How have you changed a structure that much else relied on, and what did {skill} give
              you for the transition?
            - Two departments use one word for different things. How have you settled such a
              dispute in your work in {skill}?
            - Where did too strict {skill} do more harm than good, in your view, and what did you
              do instead?
            probes:
            - Which question could that structure not answer?
            - Who had the last word on that definition?
            - How did you carry the old data over into the new form?
            anchors:
            - Mirrors whatever screens or files exist; cannot say what a record stands for or what
              happens when it changes.
            - Asks for the questions to be answered, defines each record and key, keeps history
              where it is needed, and explains what was left out.
            - Settled conflicting definitions with their owners, evolved a structure under use,
              and knows where a purer model was the wrong one.
        """),
    ),
    Family(
        "relational database",
        skills="""
            SQL = SQL queries = SQL querying = advanced SQL, PostgreSQL = Postgres =
            PostgresQL = PSQL, MySQL, MariaDB, SQL Server = Microsoft SQL Server = MS SQL =
            MSSQL = MS SQL Server, T-SQL = TSQL = Transact-SQL, PL/SQL = PLSQL, Oracle
            Database = Oracle = Oracle DB, SQLite, IBM Db2 = DB2, relational databases =
            databases = database = RDBMS = relational database = database administration =
            DBA = database management = Datenbanken = bases de datos = bases de données =
            базы данных = 数据库, Amazon RDS = RDS, Aurora, CockroachDB""",
        terms="table, join, rows, columns, figures, filter, index, transaction, result",
        anyone=questions("""
            foundation:
            - Tell me about a question at work that you answered with {skill}. Where did the
              figures come from, and how did you know they were right?
            - A list that you pulled with {skill} holds more customers than the company has. What
              might have happened, and how would you check?
            - What made you learn {skill}, and what could you find out afterwards that you had to
              ask others for before?
            working:
            - Which question did you last answer yourself with {skill} instead of waiting for a
              report, and what was decided on the strength of it?
            - Describe an analysis with {skill} where the first result looked plausible and was
              wrong. What gave it away?
            - Walk me through how you turned a vague request from a manager into something that
              you could look up with {skill}.
            expert:
            - Several colleagues pull figures with {skill} and get different answers. How have you
              brought about figures that everyone accepts?
            - Tell me about a decision in your company that changed because of an analysis you
              made with {skill}. Who had to be convinced?
            - How do you decide which questions people should answer for themselves with {skill}
              and which need a specialist?
            probes:
            - Which records did you leave out, and why?
            - What would have been decided without those figures?
            - How did you make the result easy for others to check?
            anchors:
            - Passes on figures as they come out; cannot say what was counted, left out or counted
              twice.
            - Turns a question into defined figures, checks totals against a second source, and
              explains the limits to those who decide.
            - Brings others to shared definitions, influenced a decision with figures that could
              be checked, and taught colleagues to answer for themselves.
        """),
        builder=questions("""
            foundation:
            - Walk me through a few tables that you designed or worked with in {skill}. Why is
              each piece of information where it is?
            - A page that reads from {skill} has become slow since the data grew. Tell me how you
              would find the reason.
            - Tell me about a time data in {skill} was not what your application expected. How did
              it get there?
            working:
            - Recall a slow statement in {skill} that resisted your first attempt. What did the
              plan show, and what helped in the end?
            - How did you last change the structure of a busy table in {skill} while people went
              on working?
            - Describe a case in which two users changed the same thing at the same moment in
              {skill}. What happened, and what did you change?
            expert:
            - What you run on {skill} has outgrown one machine. Which ways out have you weighed,
              in which order, and what did each of them cost?
            - Tell me about losing data in {skill}, or nearly losing it. What can you now prove
              about your backups?
            - Where have you put a rule into {skill} itself rather than into the application, and
              how has that aged?
            probes:
            - How did you know that the change caused the improvement?
            - What did users notice while it ran?
            - How would you have got back if it had gone wrong?
            anchors:
            - Adds indexes or caches at random; is unaware of locks and transactions; changes live
              tables without a way back.
            - Reads plans, designs keys and constraints for a reason, and changes structure in
              steps with a tested way back.
            - Plans for growth, failure and concurrent change with measured evidence, restores
              backups in practice, and explains what each option gives up.
        """),
    ),
    Family(
        "NoSQL and search",
        skills="""
            MongoDB = Mongo, Redis, Elasticsearch = Elastic Search = ElasticSearch,
            Cassandra = Apache Cassandra, ScyllaDB, DynamoDB = Amazon DynamoDB = AWS
            DynamoDB, Neo4j, graph databases = graph database, OpenSearch, Solr = Apache
            Solr, Lucene, Firebase ~ Firestore, Supabase, Couchbase, CouchDB, HBase,
            Memcached, NoSQL = NoSQL databases = non-relational databases, Cosmos DB =
            CosmosDB = Azure Cosmos DB, Algolia, vector databases = vector database,
            pgvector, Pinecone, InfluxDB, TimescaleDB, time-series databases, Mongoose""",
        terms="document, key, index, query, cluster, replica, consistency, cache, shard",
        anyone=BESIDE_OPERATORS,
        builder=questions("""
            foundation:
            - How did you come to use {skill} in a project, and what would have been awkward with
              ordinary tables?
            - Users say that what they saved a second ago is missing when they look again, and the
              trail leads to {skill}. What are your first ideas?
            - Tell me about something you stored in {skill} in a way that you later wished you had
              stored differently.
            working:
            - How did the way people read the data decide how you laid it out in {skill}? Take one
              real case.
            - Give me an example of {skill} answering fast but with old or incomplete data. How
              did you notice, and was it acceptable?
            - Describe what you keep an eye on for {skill} in production, and the day on which
              that paid off.
            expert:
            - One node of {skill} is lost in the middle of the busiest hour. What have you
              arranged so that this is dull rather than dramatic?
            - Tell me about replacing {skill}, or replacing something else by it. What did the two
              systems disagree about along the way?
            - Which demands on consistency have you argued down so that {skill} could do the job,
              and who had to agree?
            probes:
            - What would a reader have seen in that moment?
            - How did you test that before customers depended on it?
            - At what size or load would you decide differently?
            anchors:
            - Chose it because it was new or fast; cannot say what can be stale, lost or slow;
              stores data without thought of how it is read.
            - Lays out data by the reads it must serve, knows what may be stale, and watches
              memory, size and slow requests.
            - Reasons about consistency, failure and growth with measured cases, rehearsed the
              loss of a node, and knows when tables serve better.
        """),
    ),
    Family(
        "business intelligence",
        skills="""
            Tableau, Power BI = PowerBI = Microsoft Power BI = MS Power BI, Looker ~ LookML,
            Looker Studio = Google Data Studio = Data Studio, Qlik = Qlik Sense ~ QlikView,
            business intelligence = BI = BI tools, Metabase, Superset = Apache Superset,
            SSRS, SSAS, DAX, Power Query, MicroStrategy, Cognos, SAP BusinessObjects =
            BusinessObjects, Alteryx, Mixpanel, Amplitude, Hotjar, Pendo, Google Analytics =
            GA4 = Google Analytics 4, Adobe Analytics, Matomo, Google Tag Manager = GTM,
            Search Console = Google Search Console, Semrush = SEMrush, Ahrefs, Screaming
            Frog, Yandex Metrica = яндекс метрика, AppsFlyer""",
        terms="report, dashboard, figures, chart, measure, trend, data, filter, decision",
        anyone=questions("""
            foundation:
            - Tell me about a chart or a set of figures that you prepared for somebody, at work or
              elsewhere. How did {skill} help, and what did the person do with it?
            - You open a report made with {skill} and one number looks far too good. What do you
              do before you pass it on?
            - Which figure in your own work did you come to understand better through {skill}, and
              what did you change because of it?
            working:
            - Describe a decision that went differently because of something you found through
              {skill}. How did you come upon it?
            - Somebody senior asks for twelve figures on one page. How have you used {skill} to
              get from such a wish to something people read?
            - When have figures that came out of {skill} misled you or your team, and how was it
              noticed?
            expert:
            - Picture a company with three hundred reports and little trust in any of them. What
              would you do with {skill} in your first three months there?
            - How have you kept a target from distorting the work it was meant to measure, when
              everybody could follow it through {skill}?
            - Tell me about a finding from {skill} that people did not want to hear. How did you
              present it, and what came of it?
            probes:
            - What else could have explained that figure?
            - Who used it a month later, and for what?
            - What did you take away from the report, and why?
            anchors:
            - Produces charts on request; cannot say who used them, how a figure is defined or
              what else could explain it.
            - Starts from the decision to be made, defines each figure, questions surprising
              results, and names what was done with them.
            - Shows a decision changed by evidence, removed or merged reports for trust, and
              guards against figures that mislead or distort behaviour.
        """),
        builder=questions("""
            foundation:
            - Walk me through a report that you built with {skill}, from the question behind it to
              the way readers filter it.
            - A report in {skill} shows a total that the source system does not. How do you look
              for the gap?
            - What did your first readers not understand about something you built with {skill},
              and how did you change it?
            working:
            - Take a model or a set of measures that you built for {skill}, and explain where each
              calculation lives and why it lives there.
            - Readers wait half a minute for a page built with {skill}. How did you deal with the
              last case of that kind?
            - Explain how you keep the figures in {skill} the same from one report to the next
              when several people build them.
            expert:
            - Hundreds of people build their own reports with {skill}. How have you kept the
              freedom and still ended up with one version of the truth?
            - Tell me about retiring reports or measures in {skill} that people had grown used to.
              How did you decide, and how did you announce it?
            - What would make you advise a company to leave {skill}, and how would you prove that
              it is worth the pain?
            probes:
            - How did you find out who really reads it?
            - What did you compare the figures with before others saw them?
            - Which report would you never let people build for themselves?
            anchors:
            - Builds whatever chart is asked for; repeats calculations in every report; notices
              wrong figures when readers complain.
            - Keeps definitions in one place, reconciles with the source, tunes slow pages by
              measurement, and watches how readers use them.
            - Governs shared measures across many builders, retires what misleads, and ties the
              whole to decisions that got better.
        """),
    ),
    Family(
        "data analysis",
        skills="""
            data analysis = Datenanalyse = análisis de datos = analyse de données = 数据分析 =
            анализ данных ~ data analytics ~ analytics ~ quantitative analysis, statistics =
            statistical analysis ~ statistical modelling, A/B testing = AB testing = A/B
            tests ~ experimentation, KPI tracking = KPIs = KPI = KPI reporting ~ metrics,
            reporting = data reporting ~ management reporting, web analytics, product
            analytics, forecasting ~ demand forecasting, data visualisation = data
            visualization ~ dashboards = dashboarding, SPSS, Stata, SAS, data mining,
            data-driven decision making = data-driven, business analysis ~ business
            analytics, competitive analysis ~ market analysis""",
        terms="figures, data, sample, comparison, trend, cause, result, report, measure",
        anyone=questions("""
            foundation:
            - Tell me about something you believed until the figures showed otherwise. How did
              {skill} come into it?
            - You are given a list of last year's complaints and asked what should be done. How
              would you begin, and where would {skill} help?
            - Explain to me, as if I had never met it, one result that you reached by way of
              {skill}, and how sure of it you were.
            working:
            - Which question did you last answer through {skill}, and what did you have to find
              out about the figures before you could trust them?
            - Describe a case in which {skill} pointed one way and experienced people pointed the
              other. What did you do?
            - Take one piece of work in {skill} and follow it from the request to the moment when
              somebody acted on it.
            expert:
            - How have you decided that evidence from {skill} was good enough to act on, when
              waiting would have cost money as well?
            - Tell me about people drawing the wrong conclusion from {skill}. What did you change
              in the way results are shown or used?
            - What have you stopped measuring, although people went on asking for {skill}, and how
              did you defend that?
            probes:
            - How did you rule out that it was chance?
            - What did you do about figures that were missing?
            - Which decision would have been different without it?
            anchors:
            - Presents figures without a question; takes one comparison for a cause; cannot say
              what was counted or who used the result.
            - Starts from a decision, checks the data and one rival explanation, and tells what
              was done because of the result.
            - Weighs uncertainty against the cost of waiting, corrected a tempting wrong
              conclusion, and changed how others measure or decide.
        """),
    ),
    Family(
        "machine learning",
        skills="""
            machine learning = ML = maschinelles Lernen = machine-learning = 机器学习 = машинное
            обучение, PyTorch, TensorFlow, deep learning = 深度学习 ~ neural networks, Keras,
            scikit-learn = sklearn = scikit learn, natural language processing = NLP,
            computer vision, OpenCV, large language models = LLMs = LLM = LLMs/GPT,
            generative AI = GenAI = gen AI, artificial intelligence = AI = AI/ML =
            künstliche Intelligenz = KI = 人工智能 ~ AI tools, prompt engineering, ChatGPT =
            GPT, Copilot, LangChain, LangGraph, LlamaIndex, retrieval-augmented generation =
            RAG, MLOps, MLflow, Kubeflow, data science, SageMaker = Amazon SageMaker, Vertex
            AI, Hugging Face = HuggingFace, transformers, XGBoost, LightGBM, recommender
            systems = recommendation systems, reinforcement learning, predictive modelling =
            predictive modeling, time series analysis, feature engineering, OpenAI = OpenAI
            API, Claude, spaCy, NLTK, JAX, SciPy""",
        terms="model, data, training, prediction, accuracy, evaluation, prompt, example, bias",
        anyone=questions("""
            foundation:
            - What have you used {skill} for so far, at work or privately, and how did you check
              what came out of it?
            - A colleague sends customers texts made with the help of {skill} without reading
              them. What would you say, and why?
            - Think of a task in your daily work for which {skill} might help. How would you try
              it out without risking anything important?
            working:
            - Describe a piece of your own work that you do differently because of {skill}. What
              do you still do by hand, and why that part?
            - When did a result that came from {skill} turn out to be wrong or unfair, and how did
              it come to light?
            - Tell me how you explained to customers or colleagues what {skill} can and cannot do
              for them.
            expert:
            - How have you decided which work in your area may rely on {skill} and which must not,
              and whom did you involve?
            - A supplier promises that {skill} will save you a third of your costs. How would you
              put that promise to the test?
            - Tell me about introducing {skill} among people who feared for their work, or trusted
              it too much. What did you do?
            probes:
            - Who checked the result, and against what?
            - What would have happened if nobody had looked?
            - How do you know today whether it was worth it?
            anchors:
            - Takes results as they come, or rejects the matter as a whole; shares confidential
              data without a thought; names no check.
            - Names tasks where it helped, checks results against facts, protects data, and says
              plainly what it cannot do.
            - Set rules for its use from tested cases, measured benefit and harm, and brought
              doubtful and over-trusting people along.
        """),
        builder=questions("""
            foundation:
            - Tell me about something you predicted, classified or generated with {skill}. How did
              you find out whether it was any good?
            - A model that you made with {skill} is right ninety-nine times in a hundred, and the
              team is still unhappy. What could be the reason?
            - Which of your early attempts with {skill} fooled you for a while, and what opened
              your eyes?
            working:
            - Take one model or feature based on {skill} that real people used, and tell me how
              you decided that it was good enough to release.
            - Once it was live, how did something you built on {skill} behave differently from
              your tests, and what did you do?
            - Describe a case in which a simple rule would have done the job of {skill}, or the
              other way round. How did you decide?
            expert:
            - How have you dealt with a harmful or unfair result from {skill} in a product, from
              the first report to the lasting change?
            - Your team has ten ideas for {skill} and the means for two. How would you choose, and
              what evidence would you ask for first?
            - Tell me about keeping {skill} useful for years while data, tools and expectations
              moved. What did you build for that?
            probes:
            - What was the simplest thing you compared it with?
            - Which cases did it get wrong, and what did they have in common?
            - Who could stop or overrule it, and how?
            anchors:
            - Speaks of models and scores on a test set only; no baseline, no look at errors, no
              idea of use after release.
            - Compares with a simple baseline, studies errors by group, sets a release bar with
              the users, and watches the live result.
            - Chooses problems by value and risk, handled harm openly, and keeps models
              trustworthy over time with measured, repeatable evaluation.
        """),
    ),
)
