"""Technologies, and the base prompt of each. Data only, which is why it is long; see table.Row.

``X.js`` stands for ``Xjs`` and ``X js`` too, a space for a hyphen or underscore.
"""

from core.roles.table import Row, Strength

# The rows are a table for people to read, so they are laid out by hand.
# fmt: off
TECHNOLOGIES: tuple[Row, ...] = (
    # Front end
    Row("react", Strength.FRAMEWORK, """
        react, react.js, react native, next.js, redux, redux toolkit, react query, react router,
        tanstack query, gatsby, gatsby.js, remix, remix.run, material ui, mui, zustand, mobx,
        styled components, react hooks, expo, preact, recoil"""),
    Row("typescript", Strength.LANGUAGE, "typescript, type script, ts"),
    Row("angular", Strength.FRAMEWORK, "angular, angular.js, ngrx, rxjs, ionic"),
    Row("vue", Strength.FRAMEWORK, """
        vue, vue.js, nuxt, nuxt.js, vuex, pinia, vuetify, svelte, sveltekit, ember, ember.js,
        backbone.js, solid.js, alpine.js, astro, stimulus.js, knockout.js, quasar framework"""),
    Row("javascript", Strength.LANGUAGE, """
        javascript, java script, js, vanilla js, vanilla javascript, ecmascript, es6, es7, es2015,
        es2020, es2022, js/ts"""),
    Row("javascript", Strength.FRAMEWORK, "three.js, d3.js, webgl, electron, chrome extension"),
    Row("javascript", Strength.HINT, """
        html, html5, xhtml, css, css3, html/css, scss, sass, less, tailwind, tailwind css,
        tailwindcss, bootstrap, jquery, webpack, vite, babel, web components, pwa,
        progressive web app, dom, npm, yarn, pnpm, responsive design, responsive web design,
        storybook, shopify liquid, webflow, websockets, верстка, html верстка"""),
    Row("frontend", Strength.HINT, "frontend, front end, frontend framework, web ui"),
    # Back end
    Row("python", Strength.LANGUAGE, """
        python, cpython, pandas, numpy, jupyter, scipy, asyncio, matplotlib, polars"""),
    Row("python", Strength.FRAMEWORK, """
        django, flask, fastapi, fast api, sqlalchemy, celery, pyramid, tornado, aiohttp, pydantic,
        drf, django rest framework, odoo, streamlit"""),
    Row("data_science", Strength.FRAMEWORK, """
        pytorch, tensorflow, keras, scikit learn, sklearn, hugging face, huggingface, langchain,
        langgraph, xgboost, lightgbm, jax, opencv, spacy, nltk"""),
    Row("data_science", Strength.SUPPORT, """
        machine learning, deep learning, computer vision, nlp, natural language processing, ml,
        reinforcement learning, neural networks, llms, llm, rag, generative ai, mlops,
        recommender systems, 机器学习, 深度学习, машинное обучение"""),
    Row("data_science", Strength.HINT, """
        ai, artificial intelligence, genai, gen ai, data science, statistics, 人工智能, 算法,
        ai/ml, prompt engineering, openai, gpt, mlflow, sagemaker, vertex ai, ki, r, rstudio,
        stata, spss, matlab, sas"""),
    Row("go", Strength.LANGUAGE, "go, golang, go lang, go language, go programming, goroutines"),
    Row("go", Strength.FRAMEWORK, "gin gonic, go kit, gorm, go fiber, cosmos sdk"),
    Row("rust", Strength.LANGUAGE, "rust, rustlang, rust lang, rust language"),
    Row("rust", Strength.FRAMEWORK, """
        tokio, actix, actix web, axum, tauri, substrate, anchor framework"""),
    Row("java", Strength.LANGUAGE, """
        java, j2ee, jee, java ee, jakarta ee, core java, java se, jdk, jvm, openjdk, java 8"""),
    Row("java", Strength.FRAMEWORK, """
        spring, spring boot, springboot, spring framework, spring mvc, spring cloud,
        spring security, spring data, hibernate, jpa, quarkus, micronaut, vert.x, struts, jsf, jsp,
        servlets, javafx, grails, play framework, jakarta, dropwizard, vaadin, liferay, wildfly,
        jboss, websphere, weblogic, hybris, mybatis, rxjava, spring data jpa"""),
    Row("java", Strength.HINT, "maven, gradle, tomcat, swing, ejb, jms"),
    Row("jvm", Strength.LANGUAGE, "kotlin, scala, groovy, clojure, clojurescript"),
    Row("jvm", Strength.FRAMEWORK, "ktor, akka, zio, cats effect, http4s, kotlin multiplatform"),
    Row("php", Strength.LANGUAGE, "php"),
    Row("php", Strength.FRAMEWORK, """
        laravel, symfony, codeigniter, yii, zend, zend framework, laminas, cakephp, magento,
        drupal, joomla, typo3, shopware, prestashop, phpunit, livewire, slim framework,
        doctrine orm, bitrix framework, 1с битрикс, 1c bitrix, битрикс, acf, woocommerce, oxid,
        contao, phalcon, gutenberg blocks, adobe commerce, october cms"""),
    Row("php", Strength.HINT, """
        wordpress, word press, wp, elementor, cms, composer, lamp, lamp stack, bitrix24"""),
    Row("nodejs", Strength.LANGUAGE, "node.js, node, deno, bun.js"),
    Row("nodejs", Strength.FRAMEWORK, """
        express, express.js, nest.js, nest, fastify, koa, koa.js, hapi, hapi.js, adonis.js,
        socket.io, sequelize, typeorm, prisma, feathers.js, meteor, meteor.js, strapi, sails.js,
        apollo server, mongoose, bullmq, loopback.js"""),
    Row("fullstack", Strength.FRAMEWORK, """
        mern, mern stack, mean stack, mevn, t3 stack, pern stack, jhipster"""),
    Row("dotnet", Strength.LANGUAGE, """
        c#, csharp, c sharp, с#, f#, .net, dotnet, dot net, vb.net, visual basic, vb, vb6,
        net core, c#.net, net developer"""),
    Row("dotnet", Strength.FRAMEWORK, """
        .net core, asp.net, asp.net core, asp.net mvc, asp, entity framework, ef core, blazor, wpf,
        winforms, xamarin, maui, .net maui, .net framework, linq, unity, unity3d, umbraco,
        sitecore, wcf, signalr, .net mvc, kentico"""),
    Row("ruby", Strength.LANGUAGE, "ruby"),
    Row("ruby", Strength.FRAMEWORK, """
        rails, ruby on rails, rubyonrails, ror, sinatra, sidekiq, rspec, hotwire, activerecord"""),
    Row("elixir", Strength.LANGUAGE, "elixir, erlang, otp"),
    Row("elixir", Strength.FRAMEWORK, "phoenix, phoenix framework, phoenix liveview, liveview"),
    Row("cpp", Strength.LANGUAGE, """
        c++, с++, cpp, c, c/c++, c plus plus, embedded c, modern c++, ansi c, objective c++"""),
    Row("cpp", Strength.FRAMEWORK, """
        qt, unreal, unreal engine, unreal engine 5, ue4, ue5, boost c++, cuda, opengl, vulkan,
        directx, freertos, rtos, autosar, embedded linux, stm32, arm cortex, ros, ros2,
        zephyr rtos"""),
    Row("cpp", Strength.HINT, """
        cmake, embedded, embedded systems, firmware, llvm, vhdl, verilog, fpga"""),
    Row("otherlang", Strength.LANGUAGE, """
        haskell, ocaml, perl, lua, fortran, cobol, delphi, pascal, object pascal, lisp,
        common lisp, prolog, zig, nim, julia, crystal lang, smalltalk, ada, rpg as400, as/400,
        assembly, assembler, powerbuilder, foxpro, progress 4gl, labview, g code, tcl, racket,
        vala, mumps, pl/i"""),
    # Mobile
    Row("ios", Strength.LANGUAGE, "swift, objective c, swiftui, swift ui"),
    Row("ios", Strength.FRAMEWORK, "uikit, xcode, cocoa touch, cocoapods, core data, rxswift"),
    Row("ios", Strength.SUPPORT, "ios, ipados, watchos"),
    Row("android", Strength.SUPPORT, "android"),
    Row("android", Strength.FRAMEWORK, """
        android sdk, android studio, jetpack compose, jetpack, android jetpack, android kotlin"""),
    Row("mobile", Strength.FRAMEWORK, "flutter, dart, cordova, phonegap, nativescript"),
    Row("mobile", Strength.HINT, """
        mobile, mobile apps, mobile development, mobile app development, app store"""),
    # Data
    Row("data_engineering", Strength.SPECIALITY, """
        spark, apache spark, pyspark, spark streaming, airflow, apache airflow, snowflake, dbt,
        dbt core, databricks, redshift, amazon redshift, bigquery, big query, google bigquery,
        hadoop, hive, apache hive, hdfs, mapreduce, flink, apache flink, apache beam, apache nifi,
        nifi, dataflow, google dataflow, delta lake, data lake, data lakes, data lakehouse,
        lakehouse, apache iceberg, iceberg, trino, presto, prestodb, athena, aws glue, glue, emr,
        aws emr, fivetran, airbyte, stitch data, dagster, prefect, luigi, talend,
        informatica powercenter, ssis, ssas, matillion, etl, elt, etl/elt, elt/etl, etl pipelines,
        data pipelines, data pipeline, data warehouse, data warehousing, dwh, data modeling,
        data modelling, data vault, star schema, kinesis, azure data factory, data factory, adf,
        azure synapse, synapse, synapse analytics, microsoft fabric, ms fabric, data mesh,
        big data, teradata, greenplum, vertica, clickhouse, druid, apache druid,
        apache kafka streams, kafka streams, data integration, data ingestion, data engineering,
        pentaho, debezium, dataproc, oozie, sqoop, apache hudi, hudi, хранилище данных, 数据仓库,
        大数据, bods, datastage, ab initio, dataform, great expectations"""),
    Row("data_engineering", Strength.SUPPORT, """
        kafka, apache kafka, confluent, ksqldb, parquet, avro, apache pulsar, data quality,
        data governance, data catalog"""),
    Row("data_engineering", Strength.HINT, """
        sql, pl/sql, plsql, t-sql, tsql, ms sql, mssql, sql server, ms sql server,
        microsoft sql server, postgresql, postgres, postgre, mysql, mariadb, oracle, oracle db,
        oracle database, db2, sybase, database, databases, dba, relational databases, tableau,
        power bi, powerbi, power query, dax, looker, looker studio, lookml, qlik, qlikview,
        qlik sense, metabase, superset, ssrs, business intelligence, bi, data analytics,
        data analysis, data visualization, data visualisation, data, google data studio,
        microstrategy, cognos, alteryx, 数据分析, 数据库, анализ данных, базы данных, datenbanken,
        bases de datos, bases de données"""),
    # Infrastructure
    Row("devops", Strength.SPECIALITY, """
        terraform, opentofu, pulumi, ansible, puppet, chef, saltstack, helm, helm charts, argocd,
        argo cd, fluxcd, flux cd, cloudformation, aws cloudformation, aws cdk, bicep, iac,
        infrastructure as code, istio, linkerd, openshift, rancher, nomad, consul, hashicorp vault,
        packer, vagrant, gitops, devops, dev ops, devsecops, sre, site reliability,
        site reliability engineering, platform engineering, aks, eks, gke, cilium, crossplane,
        configuration management, cloud infrastructure, terragrunt, 运维, azure devops,
        infrastructure automation, vmware, vsphere, hyper-v, esxi, proxmox, openstack, ccna, ccnp,
        cisco, system administration, systems administration, sysadmin, juniper"""),
    Row("devops", Strength.SUPPORT, """
        kubernetes, k8s, kube, docker, docker compose, docker swarm, containers, containerization,
        podman, jenkins, github actions, gitlab ci, gitlab ci/cd, gitlab cicd, circleci, circle ci,
        travis ci, teamcity, bamboo ci, ci/cd, cicd, ci cd, ci/cd pipelines,
        continuous integration, continuous delivery, continuous deployment, prometheus, grafana,
        datadog, new relic, splunk, elk, elk stack, nagios, zabbix, cloudwatch, opentelemetry,
        observability, spinnaker, octopus deploy, load balancing"""),
    Row("devops", Strength.HINT, """
        aws, amazon web services, azure, microsoft azure, ms azure, gcp, google cloud,
        google cloud platform, cloud, cloud computing, ec2, s3, lambda, aws lambda, serverless,
        digitalocean, heroku, cloudflare, linux, unix, ubuntu, debian, red hat, redhat, rhel,
        centos, bash, shell, shell scripting, bash scripting, shell script, powershell, nginx,
        apache, haproxy, dns, virtualization, monitoring, infrastructure, windows server,
        active directory, networking, tcp/ip, firewalls, firewall, vpn, iam, redes, réseaux,
        netzwerke, сети, ibm cloud, oci, oracle cloud, ecs, rds"""),
    Row("security", Strength.HINT, """
        cybersecurity, cyber security, security, infosec, penetration testing, owasp, siem,
        kali"""),
    # Tests
    Row("qa_automation", Strength.SPECIALITY, """
        playwright, cypress, cypress.io, selenium, selenium webdriver, webdriver, webdriverio,
        appium, testng, robot framework, katalon, testcafe, nightwatch.js, rest assured,
        restassured, test automation, automated testing, automation testing, qa automation,
        automated tests, testautomatisierung, qa, quality assurance, sdet, software testing,
        manual testing, regression testing, api testing, exploratory testing, functional testing,
        test cases, test plans, test planning, testrail, zephyr scale, tosca, tricentis, ranorex,
        soapui, jmeter, gatling, loadrunner, performance testing, load testing, cucumber, gherkin,
        specflow, xcuitest, detox, browserstack, sauce labs, istqb, protractor, karate dsl, allure,
        qtest, test strategy, uat testing, e2e testing, end-to-end testing, e2e, автотесты,
        тестирование, 测试, 自动化测试, test management, smoke testing, mobile testing,
        web testing"""),
    Row("qa_automation", Strength.SUPPORT, """
        jest, mocha, chai, jasmine, karma, vitest, pytest, junit, nunit, xunit, mockito, puppeteer,
        bdd, tdd, test driven development, k6, locust, testing library, react testing library,
        enzyme, unit testing, unit tests, integration testing, postman"""),
    # Smart contracts and business platforms
    Row("blockchain", Strength.LANGUAGE, """
        solidity, smart contracts, web3, web3.js, ethers.js, ethereum, blockchain, hardhat, defi,
        evm, vyper"""),
    Row("platform", Strength.LANGUAGE, """
        abap, sap abap, apex, salesforce apex, lightning web components, lwc, visualforce,
        salesforce development, 1с, 1c, 1с программист, sapui5, sap ui5, sap fiori, fiori,
        mulesoft, outsystems, mendix, pega, power apps, powerapps, uipath, rpa,
        automation anywhere, blue prism, x++, servicenow development, appian, camunda, navision,
        business central, al language, sap btp, sap cap, dynamics 365 bc"""),
    # Every developer has these
    Row("technology", Strength.NEUTRAL, """
        git, github, gitlab, bitbucket, svn, rest, rest api, rest apis, restful, restful api,
        restful apis, api, apis, graphql, grpc, microservices, microservice, soa, soap, json, xml,
        yaml, http, oauth, oauth2, jwt, mongodb, mongo, nosql, no sql, redis, memcached, sqlite,
        dynamodb, cassandra, couchdb, firebase, supabase, neo4j, elasticsearch, elastic search,
        opensearch, solr, algolia, rabbitmq, activemq, zeromq, nats, mqtt, sqs, sns, protobuf, oop,
        object oriented programming, design patterns, ddd, domain driven design, clean code,
        clean architecture, solid, data structures, algorithms, distributed systems,
        multithreading, concurrency, swagger, openapi, vs code, visual studio, intellij, vim,
        programming, coding, code review, software architecture, system design, event driven, cqrs,
        event sourcing, agile development, backend, back end, web development, web,
        software development, software engineering, full stack development, developer, engineer,
        software, dev, sdk, saas development, stripe, stripe api, twilio, hasura, apollo, relay,
        orm, mvc, msa, iot, edge computing, gis, arcgis, computer science, refactoring,
        pair programming, code, stl, low latency, wasm, webassembly, web services,
        hibernate search, webrtc, ffmpeg, bluetooth, ble, usb, can bus, i2c, spi, plc, scada, pcb,
        altium, fusion 360"""),
    # Office tools of one trade
    Row("sales", Strength.TOOL, """
        salesforce, salesforce crm, crm, crm software, pipedrive, outreach.io, salesloft, gong,
        zoominfo, apollo.io, linkedin sales navigator, sales navigator, hubspot crm, hubspot sales,
        close.io, lusha, clari, amocrm, амосрм, b2b, b2c, saas sales, negotiation, negotiations,
        prospecting, quota, meddic, meddpicc, spin selling, lead generation, leadgen, upselling,
        cross selling, closing, contract negotiation, переговоры, 谈判, verhandlungsgeschick,
        négociation, negociación, negociação"""),
    Row("support", Strength.TOOL, """
        zendesk, freshdesk, intercom, gorgias, help scout, helpscout, kayako, livechat, live chat,
        servicenow, service now, jira service management, jira service desk, ticketing,
        ticketing system, ticketing systems, itil, five9, genesys, talkdesk, aircall, ringcentral,
        csat, kustomer, freshservice, troubleshooting, remote support, telephone support,
        zoho desk, liveagent, otrs"""),
    Row("design", Strength.TOOL, """
        figma, sketch, adobe xd, invision, zeplin, photoshop, adobe photoshop, illustrator,
        adobe illustrator, indesign, adobe indesign, after effects, adobe after effects,
        adobe creative suite, adobe creative cloud, adobe cc, adobe suite, creative suite,
        creative cloud, framer, balsamiq, axure, marvel app, canva, wireframing, wireframes,
        wireframe, prototyping, mockups, blender, cinema 4d, maya, 3ds max, zbrush,
        motion graphics, coreldraw, procreate, adobe, lightroom, premiere pro, adobe premiere,
        davinci resolve, фигма, фотошоп, miro board, protopie"""),
    Row("marketing", Strength.TOOL, """
        google analytics, ga4, google ads, adwords, google adwords, facebook ads, meta ads,
        tiktok ads, linkedin ads, hubspot, marketo, mailchimp, klaviyo, semrush, ahrefs, moz,
        google tag manager, gtm, search console, google search console, hootsuite, pardot, braze,
        iterable, activecampaign, screaming frog, appsflyer, яндекс директ, яндекс метрика, hotjar,
        customer.io, sprout social, yoast, facebook, instagram, tiktok, youtube, linkedin, eloqua,
        ppc, sem, cro, sprinklr, meta business suite"""),
    Row("product", Strength.TOOL, """
        productboard, aha!, amplitude, mixpanel, product analytics, product discovery, roadmapping,
        roadmaps, roadmap, product roadmap, user stories, backlog, backlog management,
        backlog grooming, jobs to be done, pendo, a/b testing, ab testing"""),
    Row("operations", Strength.TOOL, """
        sap erp, netsuite, six sigma, lean six sigma, lean, kaizen, quickbooks, xero, datev,
        ms project, microsoft project, wms, warehouse management, inventory, inventory management,
        supply chain management, erp, sap mm, sap sd, sap wm, sap fico, workday, greenhouse,
        bamboohr, personio, lever ats, sage, process improvement, process optimization, smartsheet,
        project planning, bookkeeping, accounting, invoicing, payroll, budgeting, ifrs, gaap,
        us gaap, forklift, 5s, pmp, prince2, ats"""),
    Row("other_trade", Strength.TOOL, """
        autocad, solidworks, revit, catia, creo, inventor, sap2000, etabs, staad, tekla, ansys,
        abaqus, archicad, civil 3d, sketchup, navisworks, primavera, hvac, gd&t, plc programming,
        cnc, fea, eplan, cad, autodesk, nx, siemens nx, icd-10, emr systems, epic ehr, phlebotomy,
        cpr, hplc, gmp, glp, osha, bim, finite element analysis, pspice, cadence, vivado,
        dialux"""),
    Row("officework", Strength.TOOL, """
        excel, ms excel, microsoft excel, word, ms word, powerpoint, ms powerpoint, office,
        ms office, microsoft office, office 365, microsoft 365, google workspace, g suite, gsuite,
        google docs, google sheets, outlook, jira, confluence, trello, asana, notion, slack,
        monday.com, clickup, zoom, teams, microsoft teams, sharepoint, sap, dynamics 365,
        communication, teamwork, english, german, spanish, french, agile, scrum, kanban, zapier,
        airtable, chatgpt, copilot, research, analytics, reporting, documentation, leadership,
        mentoring, saas, startup, remote, fintech, healthcare, e-commerce, ecommerce"""),
)
