"""Families of skills to run, secure and test software.

Data only, which is why it is long; see ``core.skills.family``.
"""

from core.skills.families_software import BESIDE_BUILDERS, BESIDE_OPERATORS
from core.skills.family import Family, questions

RUNNING: tuple[Family, ...] = (
    Family(
        "cloud platform",
        skills="""
            AWS = Amazon Web Services = Amazon AWS, Azure = Microsoft Azure = MS Azure,
            Google Cloud = GCP = Google Cloud Platform, cloud platforms = cloud computing =
            cloud = cloud technologies = cloud services ~ cloud infrastructure, AWS Lambda =
            Lambda, EC2 = Amazon EC2, Amazon S3 = S3, Heroku, Vercel, Netlify, DigitalOcean,
            Hetzner, Oracle Cloud = OCI, IBM Cloud, Cloudflare, OpenStack, Azure Functions,
            Alibaba Cloud, Amazon ECS = ECS, Fargate""",
        terms="region, account, network, cost, access, service, outage, storage, permission",
        anyone=questions("""
            foundation:
            - Where in your work or studies have you met services that run on {skill}, and what
              did that mean for the people who used them?
            - A customer asks you where their information is kept when it is on {skill}. How do
              you make sure that your answer is right?
            - How would you prepare for a meeting with a customer who knows a good deal more about
              {skill} than you do?
            working:
            - Tell me how you explained the value or the cost of {skill} to somebody who only
              wanted their work done.
            - Describe a customer or a colleague who had doubts about {skill}. What were the
              doubts, and what did you do about them?
            - When has a bill, a contract or an outage to do with {skill} become your business,
              and how did you handle it?
            expert:
            - A large customer will not buy unless everything on {skill} stays in their country.
              How do you take that forward inside your company?
            - Tell me about a commitment around {skill} that ran over several years. How did you
              judge what you were signing or selling?
            - How have you brought specialists and the people who pay to one view of what {skill}
              should cost?
            probes:
            - Whom did you ask before you answered?
            - What was the customer really worried about?
            - How did the figures look a year later?
            anchors:
            - Uses slogans about the cloud; gives customers answers that were not checked; cannot
              say who is responsible for what.
            - Explains benefit, cost and responsibility in plain words, checks facts with
              specialists, and takes doubts seriously.
            - Turns demands on location, safety and cost into terms that hold, with figures, and
              keeps specialists and payers in agreement.
        """),
        builder=questions("""
            foundation:
            - What did you first run on {skill} that other people depended on, and what did you
              leave open or unprotected without knowing it?
            - Your small project on {skill} receives a bill ten times the usual. What do you do in
              the first hour?
            - Tell me how you found your way around {skill} when you started, and which mistake
              taught you most.
            working:
            - Sketch for me in words something you run on {skill}, and tell me what happens to it
              when one part disappears.
            - How did you decide who may do what on {skill} in your last team, and how did you
              deal with those who needed more?
            - Describe a choice between a ready-made service on {skill} and running the thing
              yourself. How has that choice turned out?
            expert:
            - You run much on {skill}, and on a working day a whole region becomes unreachable.
              What have you prepared, tried out, or decided to live with?
            - Tell me about bringing the cost of {skill} down for good. Which savings came back to
              bite you, and which lasted?
            - How have you let dozens of teams work freely on {skill} without one of them putting
              the rest in danger?
            probes:
            - How did you find out who or what had caused it?
            - What would you have lost, and for how long?
            - Which risk did you accept knowingly, and who agreed to it?
            anchors:
            - Lists services by name; works with full rights everywhere; cannot say what happens
              when a part fails or what it costs.
            - Explains a running system with its failure modes, limits rights, watches cost, and
              justifies one service against another.
            - Balances resilience, cost and freedom for many teams with tested plans and figures,
              and states which risks were accepted.
        """),
    ),
    Family(
        "containers and orchestration",
        skills="""
            Docker = Docker containers, Kubernetes = k8s = kube, Helm = Helm charts, Docker
            Compose, Docker Swarm, OpenShift = Red Hat OpenShift, EKS = Amazon EKS = AWS
            EKS, AKS = Azure Kubernetes Service, GKE = Google Kubernetes Engine, containers
            = containerization = containerisation ~ container orchestration, Podman,
            Rancher, Istio, Linkerd, service meshes = service mesh, Nomad, containerd,
            Cilium""",
        terms="container, image, pod, node, cluster, registry, deployment, resources, restart",
        anyone=BESIDE_OPERATORS,
        builder=questions("""
            foundation:
            - Tell me about the first application you got to run with {skill}. What worked on your
              own machine and did not work there?
            - Something that runs on {skill} starts, stops and starts again without end. How do
              you go about finding the cause?
            - What was done by hand before you used {skill}, and which new work did it bring in
              exchange?
            working:
            - Lead me through the way one of your services gets onto {skill}, and name the step
              that most often goes wrong.
            - Describe a night or a day on which the trouble lay with {skill} and not with the
              application. How did you find that out, and what did you do?
            - How did you settle how much memory and computing power each service may use on
              {skill}, and what happened when you were wrong?
            expert:
            - You have to bring {skill} up by several versions while the services on it stay
              reachable. How have you done that, or how would you?
            - Tell me about a team that was overburdened by {skill}. What did you recommend in its
              place, and how did they take it?
            - How have you made {skill} something that developers can use without asking you, and
              where did you keep the gate shut?
            probes:
            - Which message or measurement put you on the right track?
            - What did users notice in the meantime?
            - How would a newcomer on your team have coped with it?
            anchors:
            - Copies configuration until it runs; restarts when it does not; cannot tell a fault
              of the platform from one of the application.
            - Explains how a service is built, placed and kept healthy, sets limits from
              measurements, and finds faults in an orderly way.
            - Runs upgrades and failures without drama, offers others a safe way to serve
              themselves, and knows when the platform is too much.
        """),
    ),
    Family(
        "infrastructure as code",
        skills="""
            Terraform = HashiCorp Terraform, Ansible, OpenTofu, Terragrunt, Pulumi,
            CloudFormation = AWS CloudFormation, AWS CDK = CDK, Puppet, Chef, SaltStack,
            Bicep = ARM templates, infrastructure as code = IaC ~ infrastructure automation,
            configuration management, Packer, Vagrant, Crossplane, HashiCorp Vault, Consul""",
        terms="module, state, plan, environment, drift, resource, review, apply, variable",
        anyone=BESIDE_OPERATORS,
        builder=questions("""
            foundation:
            - How many times had you set the same thing up before you reached for {skill}, and
              what did you get wrong in your first attempt with it?
            - Before you let {skill} make its changes, you see that it intends to delete something
              important. What do you do?
            - How do you find your way into somebody else's work with {skill} before you dare to
              change it?
            working:
            - How is your work with {skill} divided into parts, and which division would you make
              differently if you began again?
            - Someone has repaired a server by hand in an emergency, and {skill} knows nothing of
              it. How have you handled that kind of gap?
            - Describe a change through {skill} that did more than you had expected. How far did
              it get, and what stops it today?
            expert:
            - Dozens of teams need environments through {skill}, and each wants its own way. What
              have you standardised, and what did you leave open?
            - Tell me about bringing things that had grown by hand for years under {skill}. In
              what order did you do it, and where did you stop?
            - How do you review changes made with {skill} so that the dangerous one in a hundred
              is caught?
            probes:
            - What exactly did you read before you let it run?
            - How did you learn that reality and description had parted?
            - Who could have made that change without you, and who could not?
            anchors:
            - Runs what was found elsewhere without reading its plan; mixes manual changes in; has
              one copy of everything and no review.
            - Reads plans, keeps environments alike, handles drift and secrets, and divides the
              work so that a mistake stays small.
            - Gives many teams safe building blocks and checks, brought grown systems under
              control in stages, and knows what to leave out.
        """),
    ),
    Family(
        "CI/CD",
        skills="""
            Jenkins, GitHub Actions, CI/CD = CICD = CI CD = CI/CD pipelines = CI/CD pipeline
            ~ continuous integration ~ continuous delivery ~ continuous deployment ~ build
            pipelines, GitLab CI = GitLab CI/CD, CircleCI = Circle CI, Azure DevOps ~ Azure
            Pipelines, Argo CD = ArgoCD, Flux, GitOps, TeamCity, Bamboo, Travis CI,
            Spinnaker, Octopus Deploy, DevOps = dev ops = DevOps practices = 运维, release
            management ~ release engineering, Maven, Gradle, deployment automation, feature
            flags, LaunchDarkly, build automation, platform engineering""",
        terms="pipeline, build, release, test, stage, rollback, deploy, branch, approval",
        anyone=BESIDE_OPERATORS,
        builder=questions("""
            foundation:
            - Before you had anything like {skill}, how did your changes reach the people who used
              them? What became better, and what became more tedious?
            - A build that you did not touch turns red on a Friday afternoon. How do you use what
              you know of {skill} to sort it out?
            - Which check would you add first to a project that has none, and how would {skill}
              come into it?
            working:
            - Follow one of your changes from your desk to its users by way of {skill}, and tell
              me where it waits longest.
            - People have begun to press the button again whenever a run fails. How did you win
              back trust in {skill} where that happened?
            - Tell me about a release that {skill} let through and should not have. What did you
              add, and what did you decide not to add?
            expert:
            - How have you made releases more frequent and safer at the same time with {skill}?
              Tell me what you measured.
            - An auditor asks who approved each change of the last year. How have you met such a
              demand with {skill} without stopping the teams?
            - Tell me about replacing the way a whole department works with {skill}. What did you
              underestimate?
            probes:
            - How long did people wait before, and how long afterwards?
            - What would have caught it earlier, and at what price?
            - Which team gained least, and what did you do for it?
            anchors:
            - Describes stages that a template provided; reruns until green; a bad release is
              repaired by hand and forgotten.
            - Knows why each step exists, keeps runs fast and trusted, can take a release back,
              and learned from one that slipped through.
            - Changed how often and how safely a whole group releases, with figures, and met
              control demands without adding waiting.
        """),
    ),
    Family(
        "monitoring",
        skills="""
            Prometheus, Grafana, Datadog, New Relic, Splunk, Elastic Stack = ELK = ELK
            Stack, Kibana, Logstash, CloudWatch = Amazon CloudWatch, OpenTelemetry, Nagios,
            Zabbix, Icinga, Dynatrace, AppDynamics, Sentry, PagerDuty, Opsgenie, monitoring
            ~ observability ~ application monitoring ~ alerting, logging ~ log analysis ~
            log management, site reliability engineering = SRE = site reliability, incident
            response = on-call = on call ~ incident management, Jaeger, distributed tracing""",
        terms="alert, dashboard, log, trace, metric, threshold, incident, outage, latency",
        anyone=BESIDE_OPERATORS,
        builder=questions("""
            foundation:
            - How did you learn that something of yours had stopped working, the first time that
              mattered? What would {skill} have told you sooner?
            - An alert wakes you, and everything looks normal. How do you use {skill} to decide
              whether you may go back to sleep?
            - Choose a service that you know. What would you watch about it with {skill} if you
              could watch only three things?
            working:
            - Tell me about a fault that you tracked down with {skill}. Which sign misled you, and
              which one led you there?
            - A team receives two hundred alerts a day and reads none of them. What have you done
              with {skill} in a case like that?
            - Describe something that you could not see in {skill} until it was too late, and what
              you changed so that it shows.
            expert:
            - How have you used {skill} to settle with a business how reliable is reliable enough,
              and what followed from it?
            - Tell me about the worst outage you took part in. What did {skill} show, what did it
              hide, and what did the review change?
            - The cost of keeping all that you collect by way of {skill} is growing faster than
              the business. How do you decide what to throw away?
            probes:
            - What did customers notice, and when?
            - Which alert did you remove, and what happened?
            - Who acts on that figure today?
            anchors:
            - Collects everything and looks at it after complaints; alerts on causes nobody acts
              upon; cannot retrace how a fault was found.
            - Watches what users feel, keeps alerts few and actionable, and tells how evidence led
              step by step to a cause.
            - Agrees reliability goals with the business, turned outages into lasting change, and
              prunes signals by what decisions they serve.
        """),
    ),
    Family(
        "version control",
        skills="""
            Git, GitHub, GitLab, Bitbucket, Subversion = SVN, version control = source
            control = version control systems, Perforce, Mercurial, pull requests ~ merge
            requests, branching strategies, Gitflow, trunk-based development, monorepos =
            monorepo""",
        terms="branch, commit, merge, conflict, review, history, pull request, release, revert",
        anyone=BESIDE_BUILDERS,
        builder=questions("""
            foundation:
            - Tell me about a time you lost work, or thought you had, and {skill} got you out of
              it or into it.
            - Two of you have changed the same lines in different ways. How do you put that right
              with {skill}, and how do you know nothing went missing?
            - What did {skill} change about the way you work, compared with the time before?
            working:
            - Picture a fault that crept in some time during the last three months. How did you,
              or would you, use {skill} to find the change that brought it?
            - Describe how your team works together through {skill}, and one rule in it that you
              would drop.
            - Tell me about a large piece of work that lived apart from everybody else's in
              {skill} for too long. How did you bring it home?
            expert:
            - A password has been published through {skill} and noticed a week later. What have
              you done, or what would you do, hour by hour?
            - How have you shaped the use of {skill} for many teams so that reviews are quick and
              still worth having?
            - Tell me about moving a company's work to {skill}, or to another way of using it.
              What did people hold on to, and were they right?
            probes:
            - What did you check before you threw anything away?
            - How would a stranger read that history in two years?
            - What did that rule cost the teams that had least trouble?
            anchors:
            - Knows a few memorised steps; copies folders for safety; leaves history unreadable
              and conflicts to others.
            - Makes small, explained changes, resolves conflicts knowingly, finds the origin of a
              fault, and reviews with care.
            - Shaped how many people share work, handled an exposed secret or a damaged history
              calmly, and weighs rules by what they prevent.
        """),
    ),
    Family(
        "security",
        skills="""
            cybersecurity = cyber security = ciberseguridad = security ~ information
            security = infosec ~ IT security = IT-Sicherheit, application security = appsec
            ~ OWASP = OWASP Top 10 ~ web security, penetration testing = pentesting ~
            ethical hacking, cloud security, network security, firewalls = firewall,
            identity and access management = IAM ~ access management ~ single sign-on, SIEM
            ~ security monitoring, SOC, DevSecOps, vulnerability management = vulnerability
            scanning, cryptography ~ encryption, threat modelling = threat modeling,
            incident handling, CISSP, CISM, CompTIA Security+, zero trust, fraud prevention
            ~ fraud detection""",
        terms="risk, access, attack, password, threat, vulnerability, permission, incident, data",
        anyone=questions("""
            foundation:
            - A message from your director asks you to transfer money within the hour. How do you
              respond, and what does that have to do with {skill}?
            - Tell me about something at work that seemed unsafe to you with regard to {skill}.
              What did you do?
            - How do you handle the personal details of customers in your daily work, and where
              did you learn about {skill}?
            working:
            - Describe a case where a rule about {skill} stood in the way of helping somebody. How
              did you solve it?
            - How have you explained {skill} to customers or colleagues who found it a nuisance?
            - Tell me about a mistake or a near miss that touched {skill} in your area. Whom did
              you tell, and what was changed?
            expert:
            - How have you decided how much effort to put into {skill} in your area, when every
              hour of it is taken from customers?
            - A key supplier has had an incident that concerns {skill} and says little about it.
              How do you deal with them and with your customers?
            - Tell me about changing the habits of a whole team with regard to {skill}. What
              worked, and what only looked as if it did?
            probes:
            - What could have happened if nobody had spoken up?
            - How did the other person react?
            - How did you know that the habit had really changed?
            anchors:
            - Sees rules as obstacles and goes round them; shares access for convenience; keeps
              mistakes quiet.
            - Recognises risk in everyday work, finds a safe way to help, and reports mistakes at
              once to the right person.
            - Weighs risk against service with reasons, changed the habits of others without
              blame, and holds suppliers to account.
        """),
        builder=questions("""
            foundation:
            - Look back at something you built or ran early on. What would somebody with bad
              intentions have found, as you see it now, and what do you know of {skill} that you
              did not know then?
            - You come across a password in a place where everybody can read it. What do you do,
              step by step, thinking of {skill}?
            - Suppose you may spend one day on {skill} for a small web shop. How would you use it?
            working:
            - Tell me about a weakness that you found or were told of. How did you judge how
              serious it was, and where did {skill} come in?
            - Describe how {skill} entered a project of yours early enough to change the design.
            - When did you have to choose between {skill} and a date or a feature, and how was
              that decided?
            expert:
            - Something has been inside your systems for a month. Which parts of {skill} would you
              rely on first, and what would you tell whom?
            - How have you brought {skill} into the daily work of teams who saw it as somebody
              else's job?
            - Tell me about a risk in the field of {skill} that you advised to accept. How did you
              put it to those who had to answer for it?
            probes:
            - What would an attacker have needed in order to use it?
            - How did you check that the repair really closed it?
            - What did you leave unprotected on purpose?
            anchors:
            - Lists tools or attacks; treats every finding as equal or none as real; adds
              protection at the end, if at all.
            - Judges a weakness by who could use it and what they would gain, fixes the cause, and
              verifies the repair.
            - Builds safety into how teams design and run systems, handled an incident with clear
              duties, and argues accepted risks openly.
        """),
    ),
    Family(
        "systems and networks",
        skills="""
            Linux = Linux administration, Unix, Ubuntu, Red Hat = RHEL, CentOS, Debian,
            Windows Server ~ Windows, Active Directory, Azure AD = Entra ID, networking =
            LAN/WAN = Netzwerke = redes = réseaux = сети ~ computer networks ~ network
            administration ~ TCP/IP, Cisco = Cisco networking ~ CCNA ~ CCNP, VMware ~
            vSphere, ESXi, Hyper-V, Proxmox, virtualisation = virtualization, system
            administration = systems administration = sysadmin, IT support = IT-Support ~
            technical support ~ desktop support ~ hardware support = hardware, Nginx,
            HAProxy, load balancing, DNS, DHCP, VPN = VPNs, Office 365 administration =
            Microsoft 365 administration, Exchange, Intune, macOS = Mac OS, ITIL ~ IT
            service management = ITSM, backup and recovery ~ disaster recovery,
            telecommunications ~ VoIP""",
        terms="server, network, user, account, device, connection, backup, update, access",
        anyone=questions("""
            foundation:
            - Tell me about a technical problem on a computer or a network that you solved for
              yourself or for somebody else. Where did {skill} help?
            - Somebody rings and says that nothing works. Using what you know of {skill}, how do
              you find out what they mean?
            - Working with {skill}, you meet a fault that you have never seen before, and the
              handbook is silent. How do you go about it?
            working:
            - Describe a fault around {skill} that kept coming back until you found the real
              cause. How did you get there?
            - Three people need help with {skill} at the same time, and one of them is the
              director. How do you decide, and what do you tell the others?
            - Take a case in which you had to explain something about {skill} to a person who was
              already annoyed. How did you go about it?
            expert:
            - How have you cut the number of requests about {skill} in your area, rather than
              answering them faster?
            - Tell me about a change to do with {skill} that affected everyone in the building.
              What did you prepare, and what surprised you?
            - Which part of {skill} have you handed over to others or to suppliers, and how did
              you make sure that it stayed good?
            probes:
            - What did you rule out first, and how?
            - How did you make sure that the person could go on working?
            - What do the figures say about it today?
            anchors:
            - Tries things at random or passes the fault on; blames the person who reported it;
              leaves no note of what was done.
            - Asks, narrows down and tests in order, keeps the person informed, and notes the
              solution for the next time.
            - Removes the causes behind repeated faults, prepared people for a large change, and
              shows by figures that it helped.
        """),
        builder=questions("""
            foundation:
            - Tell me about a machine or a network that you set up yourself. How did {skill} come
              in, and what did you forget?
            - A service cannot be reached from one office and works from all the others. How do
              you use {skill} to narrow that down?
            - Which everyday task in {skill} did you stop doing by hand, and how did you make sure
              the automatic way was safe?
            working:
            - Describe a fault for which nobody suspected {skill} until the very end. What took
              you there?
            - How do you keep what you run with {skill} up to date without interrupting people,
              and when did that last go wrong?
            - Walk me through how you would hand over your work with {skill} to a colleague for
              three weeks.
            expert:
            - You inherit three hundred machines and no documentation. How do you use your
              knowledge of {skill} in the first month?
            - Tell me about a full recovery that you had to carry out or rehearse, and what it
              showed you about {skill}.
            - How have you decided which parts of {skill} to keep in your own hands and which to
              hand to a provider?
            probes:
            - What did each test rule in or out?
            - Who else could have repaired it that night?
            - How long did it take, and how long had you promised?
            anchors:
            - Restarts and hopes; changes several things at once; keeps knowledge in the head and
              backups untested.
            - Narrows faults down layer by layer, patches in a planned way, documents, and knows
              that a restore works.
            - Brings order into inherited systems, rehearsed recovery with measured results, and
              decides by risk what to run and what to hand over.
        """),
    ),
    Family(
        "test automation",
        skills="""
            Selenium = Selenium WebDriver = WebDriver, Playwright, Cypress = Cypress.io,
            Appium, test automation = automated testing = automation testing =
            Testautomatisierung = automated tests = 自动化测试 = автотесты ~ QA automation, Jest,
            Vitest, Mocha, JUnit, TestNG, Mockito, Pytest = pytest, NUnit, xUnit, PHPUnit,
            RSpec, WebdriverIO, Robot Framework, Cucumber, Gherkin, BDD = behaviour-driven
            development, SpecFlow, Postman, REST Assured, API testing, SoapUI, JMeter,
            Gatling, k6, LoadRunner, Locust, performance testing ~ load testing, unit
            testing = unit tests, TDD = test-driven development, integration testing,
            end-to-end testing = E2E testing = e2e, React Testing Library = Testing Library,
            Enzyme, Puppeteer, Katalon, Tosca, Ranorex, BrowserStack, Sauce Labs, Karate,
            Detox, Espresso, XCUITest, SDET, Jasmine, Protractor, TestCafe, Nightwatch.js,
            Allure, Chai""",
        terms="test, suite, flaky, assertion, coverage, failure, fixture, regression, run",
        anyone=BESIDE_BUILDERS,
        builder=questions("""
            foundation:
            - Which was the first test with {skill} that caught a real mistake for you, and how
              did you come to write it?
            - A check made with {skill} passes on Monday and fails on Tuesday, and nobody has
              changed anything. How do you find out why?
            - Suppose you get one afternoon to protect an old web shop by means of {skill}. What
              would you cover, and what not?
            working:
            - Tell me about a group of tests with {skill} that people had stopped trusting. How
              did you deal with them?
            - Choose a feature that you covered by {skill} and tell me what you left to other
              kinds of tests, and why.
            - How do you prepare the data and the surroundings that your work with {skill} needs,
              so that one test does not spoil another?
            expert:
            - A suite built on {skill} runs for three hours and holds up every release. How have
              you shortened something like that without losing sleep?
            - Tell me how you decided what not to cover by {skill}, and what became of the risk
              that was left.
            - How did you get developers to feel responsible for what was tested through {skill},
              and where did that fail?
            probes:
            - What real fault would that test have missed?
            - How did you convince yourself that it fails when it should?
            - What did you delete, and what happened afterwards?
            anchors:
            - Automates whatever can be clicked; repeats failed runs until they pass; counts tests
              rather than faults found.
            - Chooses the level of test by risk, controls data and timing, and finds out why a
              test wavers before repeating it.
            - Shaped a fast, trusted set of tests for several teams, deleted what did not pay, and
              shows fewer faults reaching users.
        """),
    ),
    Family(
        "manual testing",
        skills="""
            manual testing ~ software testing = Softwaretest = тестирование = 测试 ~
            functional testing ~ QA testing, quality assurance = QA = Qualitätssicherung =
            aseguramiento de calidad, exploratory testing, regression testing = web testing
            ~ smoke testing, test planning ~ test plans ~ test strategy, test cases = test
            case design ~ test design, user acceptance testing = UAT ~ acceptance testing,
            bug tracking = defect tracking ~ bug reporting ~ defect management, ISTQB,
            TestRail, Zephyr, Xray, qTest, test management, game testing, mobile testing""",
        terms="test, case, defect, bug, steps, expected, severity, coverage, release",
        anyone=questions("""
            foundation:
            - Tell me about a fault in a product, any product, that others had walked past and you
              noticed. What does that have to do with {skill}?
            - You are given a ticket machine and one hour. How would you go about {skill}, and
              what would you try first?
            - How do you describe a fault so that a person far away can see it for themselves?
              Take an example from {skill} if you have one.
            working:
            - Which was your best find in {skill} over the last year, and what led you to look
              there?
            - The release is tomorrow, and you have time for a third of what you planned. How have
              you decided, in your work on {skill}, what to leave out?
            - Describe a disagreement about whether something found through {skill} was a fault at
              all. How did it end?
            expert:
            - How have you shown people who wanted to save on {skill} what it is worth, or where
              they were right?
            - Tell me about a serious fault that got past all your {skill}. What did you change in
              the approach rather than in the checklist?
            - How would you build up {skill} in a company that has relied on its customers to
              report faults?
            probes:
            - What did you know about the users that helped you?
            - What happened to the things you left out?
            - Which fault today would still get past you?
            anchors:
            - Works through a list and reports that it works or does not; reports cannot be
              repeated; cannot say why something was tested first.
            - Chooses by risk to users, varies what is tried, writes reports that others can
              repeat, and says what was not covered.
            - Finds classes of faults rather than single ones, learned from an escape, and
              persuades others with evidence of risk and cost.
        """),
    ),
    Family(
        "mobile development",
        skills="""
            iOS = iOS development, Android = Android SDK = Android development, Swift =
            Swift language, SwiftUI, UIKit, Xcode, Android Studio, Jetpack Compose, React
            Native, Expo, Flutter, Ionic, Cordova, Capacitor, Xamarin, .NET MAUI = MAUI,
            mobile development = mobile app development = mobile apps = app development,
            Kotlin Multiplatform, push notifications, Core Data, RxSwift, CocoaPods,
            watchOS, NativeScript""",
        terms="app, device, screen, battery, offline, store, release, crash, notification",
        anyone=BESIDE_BUILDERS,
        builder=questions("""
            foundation:
            - Tell me about an app that you made or helped to make with {skill}. What behaved
              differently on a real phone from what you had expected?
            - An app made with {skill} closes without a word on some phones and not on others. How
              do you find out why?
            - What happens in something that you built with {skill} when the person enters a
              tunnel and loses the network?
            working:
            - Describe a part of an app made with {skill} that used too much battery, memory or
              data. How did you notice, and what did you change?
            - A release of your app is in the stores and has a serious fault. Take me through such
              a case in your work with {skill}.
            - How have you kept what you build with {skill} working for people who never update
              their phones?
            expert:
            - The question is whether to build once for all phones or separately for each. How did
              {skill} figure in such a decision of yours?
            - Tell me about an app built on {skill} that several teams worked on. How did you keep
              it from starting slowly and growing without end?
            - How did you decide what an app made with {skill} may do on the phone itself and what
              belongs on the server?
            probes:
            - On which devices had you tried it?
            - What did the people with the oldest phones see?
            - What did the store ratings or crash figures say afterwards?
            anchors:
            - Has seen it run in the simulator only; no thought of lost networks, old phones or
              the way back after a bad release.
            - Tests on real devices, handles lost networks and interruptions, and tells how a
              fault in the field was found and repaired.
            - Steers size, speed and releases across teams and devices with field figures, and
              argues platform choices from users' needs.
        """),
    ),
)
