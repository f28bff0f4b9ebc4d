package io.fluvius.http.openapi;

import io.fluvius.http.header.PagePolicy;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The controller of metadata and the OpenAPI document. */
@AutoConfiguration
@EnableConfigurationProperties(VersionProperties.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Import({MetaController.class, OpenApiDocument.class})
class MetadataAutoConfiguration {

    /** Of the version of Swagger UI that is on the class path. */
    private static final String ADDED_STYLE = "'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='";

    /** Swagger UI. It has no script in a page, but its script adds one style, and its style sheet contains images. */
    @Bean
    PagePolicy swaggerUi() {
        return new PagePolicy(
                List.of("/swagger-ui", "/swagger-ui.html"),
                "default-src 'none'; script-src 'self'; style-src 'self' "
                        + ADDED_STYLE + ";"
                        + " img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    }
}
