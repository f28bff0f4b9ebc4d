package io.fluvius.http.resource;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** The controllers of resources. */
@AutoConfiguration
@EnableConfigurationProperties(ChangeStreamProperties.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Import({ResourceController.class, HistoryController.class, ChangesController.class})
class ResourceHttpAutoConfiguration {}
