"""A made-up posting for each base prompt, written as people write them (data only).

It is long because there are twenty base prompts.
"""

from core.postings.content.draft import PostingDraft

EXAMPLES: dict[str, PostingDraft] = {
    "react": PostingDraft(
        title="Senior Frontend Engineer (React)",
        company="Lumen Health",
        description=(
            "Our patients book, cancel and pay in one web app, often on an old phone with a weak "
            "signal. You own its booking flow: components that the other teams build with, state "
            "that survives a lost connection, and a first page that is there in two seconds."
        ),
        tech_stack="React 19, TypeScript, Redux Toolkit",
        role_category="Software Development",
        required_skills=("React", "State management", "Web performance", "Accessibility"),
        employment_type="Full-time",
        work_setup="Remote",
        location="Europe",
        experience_level="Senior",
        interview_minutes=30,
    ),
    "python": PostingDraft(
        title="Backend Developer, Python",
        company="Parcelwise",
        description=(
            "You build the services that promise a delivery date and keep it: pricing, routing "
            "and tracking for forty carriers. Most of it is FastAPI over PostgreSQL, some of it is "
            "ten years old and needs a patient hand."
        ),
        tech_stack="Python 3.12, FastAPI, PostgreSQL, Docker",
        role_category="Engineering",
        required_skills=("Python", "FastAPI", "SQL", "Testing"),
        employment_type="Full-time",
        work_setup="Hybrid",
        location="Rotterdam",
        experience_level="Mid",
        interview_minutes=25,
    ),
    "javascript": PostingDraft(
        title="JavaScript Developer",
        company="Ticketbox",
        description=(
            "Venues paste our seat map into their own pages. You keep that widget small, quick and "
            "free of surprises in every browser that their visitors use, without a framework."
        ),
        tech_stack="JavaScript, HTML, CSS",
        role_category="Front-end",
        required_skills=("JavaScript", "Browser APIs", "Debugging"),
        employment_type="Contract",
        work_setup="Remote",
        experience_level="Mid",
        interview_minutes=20,
    ),
    "typescript": PostingDraft(
        title="TypeScript Engineer, design system",
        company="Alder & Finch",
        description=(
            "Sixty engineers import the library that you look after. You shape its types so that a "
            "wrong call does not compile, move the last of it to strict mode, and write the notes "
            "that make an upgrade dull."
        ),
        tech_stack="TypeScript",
        role_category="Engineering",
        required_skills=("TypeScript", "Generics", "API design", "Code review"),
        employment_type="Full-time",
        work_setup="Remote",
        location="United Kingdom",
        experience_level="Senior",
        interview_minutes=25,
    ),
    "go": PostingDraft(
        title="Golang Engineer, payments",
        company="Quickpenny",
        description=(
            "A payment takes 80 milliseconds here, and yours to keep are the six services it "
            "passes through. You care for what happens when one of them is slow, and for the "
            "person who is woken up when it is."
        ),
        tech_stack="Golang, gRPC, Kubernetes",
        role_category="Backend",
        required_skills=("Go", "Concurrency", "gRPC", "Observability"),
        employment_type="Full-time",
        work_setup="Hybrid",
        location="Dublin",
        experience_level="Senior",
        interview_minutes=30,
    ),
    "rust": PostingDraft(
        title="Rust Systems Engineer",
        company="Tidewater Robotics",
        description=(
            "Our underwater vehicles run for months without a visit. You write the firmware and "
            "the data link in Rust, where a crash means hiring a boat."
        ),
        tech_stack="Rust, Tokio",
        role_category="Embedded software",
        required_skills=("Rust", "Async Rust", "Memory safety", "Embedded Linux"),
        employment_type="Full-time",
        work_setup="On-site",
        location="Bergen",
        experience_level="Senior",
        interview_minutes=30,
    ),
    "java": PostingDraft(
        title="Java Developer (m/f/d)",
        company="Nordbank Systems",
        description=(
            "<p>You work on the <strong>loan engine</strong> that 300 branches use all day. We are "
            "moving it from one large Spring application to parts that can be released alone.</p>"
            "<ul><li>You take features from the talk with the bank to production.</li><li>You "
            "find out why the nightly run has become slow.</li><li>You bring newcomers along."
            "</li></ul><p>We offer time for tests, a release every week, a training budget that is "
            "really used, and an office by the harbour for the days on which you like to come in."
            "</p><p>Please tell us in a few lines which slow thing you last made quick, and how "
            "you knew.</p>"
        ),
        tech_stack="Java 21, Spring Boot, Hibernate, Oracle",
        role_category="IT",
        required_skills=("Java", "Spring Boot", "JVM tuning", "German"),
        employment_type="Full-time",
        work_setup="Hybrid",
        location="Hamburg",
        experience_level="Mid",
        interview_minutes=30,
    ),
    "php": PostingDraft(
        title="PHP Developer",
        company="Maison Verte",
        description=(
            "Our shop sells plants to a million French gardens. You look after orders, stock and "
            "the feeds to three market places, in Laravel, with a security review each quarter."
        ),
        tech_stack="PHP 8.3, Laravel, MySQL",
        role_category="Développement web",
        required_skills=("PHP", "Laravel", "Web security"),
        employment_type="Full-time",
        work_setup="Hybrid",
        location="Lyon",
        experience_level="Mid",
        interview_minutes=20,
    ),
    "nodejs": PostingDraft(
        title="Node.js Backend Engineer",
        company="Relay Chat",
        description=(
            "You keep two hundred thousand people connected at once: sockets, streams, "
            "back-pressure, and a deploy that nobody notices."
        ),
        tech_stack="Node.js, Fastify, Redis",
        role_category="Backend",
        required_skills=("Node.js", "Event loop", "Streams", "Redis"),
        employment_type="Full-time",
        work_setup="Remote",
        experience_level="Senior",
        interview_minutes=25,
    ),
    "data_engineering": PostingDraft(
        title="Senior Data Engineer",
        company="Northwind Analytics",
        description=(
            "You own the streaming platform that turns two billion events a day into data that our "
            "analysts trust. You design Kafka topics and Spark jobs, model the warehouse in "
            "Snowflake, and help the teams around you to ship their own pipelines."
        ),
        tech_stack="Kafka, Spark, Snowflake",
        role_category="Engineering",
        required_skills=("Kafka", "Spark", "Snowflake"),
        employment_type="Full-time",
        work_setup="Remote",
        location="Europe",
        experience_level="Senior",
        interview_minutes=25,
    ),
    "devops": PostingDraft(
        title="Platform Engineer",
        company="Harbour Cloud",
        description=(
            "You keep our container platform boring: clusters, pipelines and alerts, and the "
            "habits that let product teams release ten times a day without waking anybody up."
        ),
        tech_stack="k8s / Terraform / AWS",
        role_category="Infrastructure",
        required_skills=("Kubernetes", "Terraform", "AWS", "Incident response"),
        employment_type="Full-time",
        work_setup="Hybrid",
        location="Lisbon",
        experience_level="Mid",
        interview_minutes=25,
    ),
    "qa_automation": PostingDraft(
        title="QA Automation Engineer",
        company="Clearfile",
        description=(
            "Four hundred tests run before each release of our tax software, and people have begun "
            "to press retry. You make them worth believing again and decide which to throw away."
        ),
        tech_stack="Playwright, Cypress, TypeScript",
        role_category="Quality assurance",
        required_skills=("Playwright", "Cypress", "API testing", "Test strategy"),
        employment_type="Full-time",
        work_setup="Remote",
        location="Canada",
        experience_level="Mid",
        interview_minutes=25,
    ),
    "fullstack": PostingDraft(
        title="Full-stack Engineer",
        company="Greenhouse Labs",
        description=(
            "Three engineers, one product that growers open every morning. You take an idea from "
            "the greenhouse to the screen and back: form, API, table, chart, and the visit to see "
            "whether it helped."
        ),
        tech_stack="React, Node.js, PostgreSQL",
        role_category="Software Development",
        required_skills=("React", "Node.js", "PostgreSQL", "Talking with users"),
        employment_type="Full-time",
        work_setup="On-site",
        location="Valencia",
        experience_level="Mid",
        interview_minutes=30,
    ),
    "sales": PostingDraft(
        title="Account Manager",
        company="Brightline Software",
        description=(
            "You look after thirty mid-size customers, grow what they buy from us, and keep our "
            "forecast honest. You run renewals from the first call to the signature."
        ),
        role_category="Sales",
        required_skills=("B2B Sales", "Salesforce", "Negotiation"),
        employment_type="Full-time",
        work_setup="Hybrid",
        location="Manchester",
        experience_level="Mid",
        interview_minutes=20,
    ),
    "support": PostingDraft(
        title="Customer Service Specialist",
        company="Casa Viva",
        description=(
            "You help guests in Spanish and English when a booking goes wrong, by chat and by "
            "phone, and tell the team what keeps going wrong."
        ),
        role_category="Customer Service",
        required_skills=("Zendesk", "Empathy", "Spanish"),
        employment_type="Full-time",
        work_setup="On-site",
        location="Valencia",
        experience_level="Junior",
        interview_minutes=20,
    ),
    "product": PostingDraft(
        title="Product Manager, onboarding",
        company="Ledgerly",
        description=(
            "Half of the small businesses that sign up never send an invoice. You find out why, "
            "choose the two things worth building this quarter, and say no to the rest kindly."
        ),
        role_category="Product",
        required_skills=("User research", "Prioritisation", "Roadmaps", "Product metrics"),
        employment_type="Full-time",
        work_setup="Hybrid",
        location="Copenhagen",
        experience_level="Mid",
        interview_minutes=25,
    ),
    "design": PostingDraft(
        title="Product Designer (UX/UI)",
        company="Metro Transit",
        description=(
            "Ticket machines, an app, and two million riders, some of whom see badly or are in a "
            "hurry. You test with them in stations and bring what you learn into our components."
        ),
        tech_stack="Figma",
        role_category="UX/UI Design",
        required_skills=("Interaction design", "Figma", "Usability testing", "Accessibility"),
        employment_type="Full-time",
        work_setup="On-site",
        location="Montreal",
        experience_level="Senior",
        interview_minutes=25,
    ),
    "marketing": PostingDraft(
        title="Content & SEO Manager",
        company="Trailhead Outdoor",
        description=(
            "Hikers find our guides before they find our shop. You plan them, write some, brief "
            "others, and can tell which of them sold a pair of boots."
        ),
        role_category="Marketing & PR",
        required_skills=("SEO", "Content strategy", "Google Analytics", "E-mail campaigns"),
        employment_type="Full-time",
        work_setup="Remote",
        experience_level="Mid",
        interview_minutes=20,
    ),
    "operations": PostingDraft(
        title="Operations Manager, fulfilment",
        company="Parcelwise",
        description=(
            "Nine thousand orders leave our hall on a normal day and thirty thousand in December. "
            "You run the floor, the carriers and the numbers, and make next December calmer."
        ),
        role_category="Logistics",
        required_skills=("Process improvement", "Carrier management", "KPI reporting", "Planning"),
        employment_type="Full-time",
        work_setup="On-site",
        location="Poznań",
        experience_level="Senior",
        interview_minutes=25,
    ),
    "management": PostingDraft(
        title="Head of Customer Programmes",
        company="Solstice Energy",
        description=(
            "You lead three team leads and twenty-two people through a year in which two teams "
            "become one. You coach, settle quarrels early, and keep the board told."
        ),
        role_category="Management",
        required_skills=("Leadership", "Coaching", "Conflict resolution", "Strategy"),
        employment_type="Full-time",
        work_setup="Hybrid",
        location="Vienna",
        experience_level="Lead",
        interview_minutes=30,
    ),
}
"""Base prompt -> a posting that the rule maps to it by its own fields. Companies are made up."""
