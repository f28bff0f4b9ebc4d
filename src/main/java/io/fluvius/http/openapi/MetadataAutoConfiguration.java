package io.fluvius.http.openapi;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** The controller of metadata and the OpenAPI document. */
@AutoConfiguration
@EnableConfigurationProperties(VersionProperties.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Import({MetaController.class, OpenApiDocument.class})
class MetadataAutoConfiguration {}
