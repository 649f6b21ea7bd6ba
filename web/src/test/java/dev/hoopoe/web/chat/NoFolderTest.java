package dev.hoopoe.web.chat;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Without a folder for files, the page says so instead of taking them. */
class NoFolderTest extends WithPage {
    @Override
    Optional<Uploads> uploads() {
        return Optional.empty();
    }

    @Test
    void itIsSaidThatFilesHaveNoPlace() {
        page.locator("#add-file").click();
        assertThat(page.locator("#problem")).containsText("Hoopoe has no folder");
        assertThat(page.locator("#problem")).containsText("--root");
    }
}
