package io.fluvius.operations.monitoring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.EventBus;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** What runs here: version, stores, domains, and the name of the node. */
final class ApplicationInfo implements InfoContributor {

    private final String version;
    private final Map<String, String> stores;
    private final List<String> domains;
    private final String node;

    /** @param stores the products that store events and state */
    ApplicationInfo(String version, Map<String, String> stores, List<String> domains, String node) {
        this.version = version;
        this.stores = stores;
        this.domains = domains;
        this.node = node;
    }

    @Override
    public void contribute(Info.Builder info) {
        Map<String, String> build = new LinkedHashMap<>();
        build.put("java", System.getProperty("java.version"));
        build.put("springBoot", SpringBootVersion.getVersion());
        build.put("axonFramework", String.valueOf(EventBus.class.getPackage().getImplementationVersion()));
        info.withDetail("version", version)
                .withDetail("build", build)
                .withDetail("stores", stores)
                .withDetail("domains", domains)
                .withDetail("node", node);
    }
}
