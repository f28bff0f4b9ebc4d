package io.fluvius;

import io.fluvius.database.DatabaseUrl;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredDomain;
import java.lang.management.ManagementFactory;
import org.axonframework.config.EventProcessingConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/** Logs what has started: the version and the store, the domains, what this node runs, and where it listens. */
final class StartLog implements ApplicationListener<ApplicationReadyEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(StartLog.class);

    private final Environment settings;
    private final JdbcConnectionDetails database;
    private final DomainRegistry domains;
    private final EventProcessingConfiguration processing;

    StartLog(
            Environment settings,
            JdbcConnectionDetails database,
            DomainRegistry domains,
            EventProcessingConfiguration processing) {
        this.settings = settings;
        this.database = database;
        this.domains = domains;
        this.processing = processing;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent started) {
        String url = DatabaseUrl.shown(database.getJdbcUrl());
        LOG.info(
                "Fluvius {}: {}; data folder {}",
                setting("fluvius.version"),
                settings.getProperty("axon.axonserver.enabled", Boolean.class, false)
                        ? "events in Axon Server at " + setting("axon.axonserver.servers") + ", state in " + url
                        : "events and state in " + url,
                setting("fluvius.data-dir"));
        LOG.info(
                "Domains: {}",
                String.join(
                        ", ", domains.all().stream().map(RegisteredDomain::name).toList()));
        LOG.info(
                "Node {} runs {}",
                node(),
                String.join(
                        ", ",
                        processing.eventProcessors().keySet().stream().sorted().toList()));
        if (settings.containsProperty("local.server.port")) {
            String server = "http://" + setting("server.address") + ":" + setting("local.server.port");
            LOG.info("HTTP API: {}, described at {}{}", server, server, setting("springdoc.swagger-ui.path"));
        }
    }

    /** Axon's own name of a node that has none. */
    private String node() {
        String name = setting("fluvius.node.node-id");
        return name.isBlank() ? ManagementFactory.getRuntimeMXBean().getName() : name;
    }

    private String setting(String name) {
        return settings.getProperty(name, "");
    }
}
