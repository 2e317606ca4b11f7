package touchstone.lifecycle.process;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The part of this process's environment that an engine sees: what programs need to run, and the
 * variables that its template names. Keys for other services are not among them.
 */
final class PassedOn {
  private static final List<String> NAMES =
      List.of(
          "PATH",
          "HOME",
          "USER",
          "LANG",
          "TZ",
          "TMPDIR",
          "LD_LIBRARY_PATH",
          "LD_PRELOAD",
          "VIRTUAL_ENV",
          "CONDA_PREFIX",
          "http_proxy",
          "https_proxy",
          "no_proxy",
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "NO_PROXY",
          "HF_HOME",
          "HF_ENDPOINT",
          "HF_HUB_OFFLINE",
          "MODELSCOPE_CACHE");
  private static final List<String> PREFIXES =
      List.of("LC_", "XDG_", "CUDA_", "NVIDIA_", "NCCL_", "OMP_", "VLLM_", "SGLANG_", "OLLAMA_");
  private static final String SECRET = "(?i).*(key|token|secret|password).*";

  private PassedOn() {}

  static Map<String, String> of(Map<String, String> environment, List<String> named) {
    Map<String, String> passed = new TreeMap<>();
    environment.forEach((name, value) -> {
      boolean harmless =
          !name.matches(SECRET)
              && (NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith));
      if (harmless || named.contains(name)) {
        passed.put(name, value);
      }
    });
    return passed;
  }
}
