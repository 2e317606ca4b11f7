package touchstone.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The tests' Chromium, which {@code report/browser/prepare.mjs} unpacks. */
public final class Chromium {
  private Chromium() {}

  /** Starts it without a window; it ends with the given Playwright. */
  public static Browser start(Playwright playwright) {
    Path folder =
        Path.of(System.getProperty("touchstone.root", ".."))
            .resolve("report/target/browser")
            .toAbsolutePath();
    return playwright
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(folder.resolve("chromium"))
                .setEnv(Map.of("LD_LIBRARY_PATH", folder.resolve("lib").toString()))
                .setArgs(
                    List.of(
                        "--no-sandbox",
                        "--no-zygote",
                        "--disable-gpu",
                        "--use-gl=angle",
                        "--use-angle=swiftshader",
                        "--in-process-gpu")));
  }
}
