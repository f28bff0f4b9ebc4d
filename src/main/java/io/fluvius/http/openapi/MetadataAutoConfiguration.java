package io.fluvius.http.openapi;

import io.fluvius.domain.registry.DomainRegistry;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** The controller of metadata, the OpenAPI document, and the page at the root. */
@AutoConfiguration
@EnableConfigurationProperties(VersionProperties.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Import({MetaController.class, OpenApiDocument.class})
class MetadataAutoConfiguration {

    /** After the controllers and the welcome page of an application, so that either can take the place of this page. */
    private static final int AFTER_THE_APPLICATION = 100;

    @Bean
    SimpleUrlHandlerMapping startPage(
            @Value("${spring.application.name}") String name,
            @Value("${springdoc.swagger-ui.path}") String documentation,
            VersionProperties version,
            DomainRegistry domains) {
        return new SimpleUrlHandlerMapping(
                Map.of("/", new StartPage(name, version.version(), documentation, domains)), AFTER_THE_APPLICATION);
    }
}
