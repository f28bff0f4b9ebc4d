package io.fluvius.query.cursor;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Signs cursors with the configured key, or with one that is kept in the data folder. */
@Configuration(proxyBeanMethods = false)
class CursorConfiguration {

    @Bean
    Cursors cursors(CursorProperties properties, @Value("${fluvius.data-dir}") String dataFolder) {
        return new Cursors(CursorKey.of(properties.cursorKey(), Path.of(dataFolder)));
    }
}
