namespace AiSandbox.Host.Features.Home.Secrets;

/// <summary>
/// Secrets that can be told by how they look: forms that their makers chose so that they can be found, and files that hold
/// nothing else. A password that somebody typed into a text is not among them.
/// </summary>
public static class SecretRules
{
    /// <summary>What they look like; the first that matches names the file.</summary>
    public static IReadOnlyList<SecretRule> Contents { get; } =
    [
        // The line of a key file, or the same in a JSON string: libraries speak of such lines without holding a key.
        new("a private key", """-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\r?$|\\[rn])""", "PRIVATE KEY"),
        new("an AWS access key", """\b(?:AKIA|ASIA)[A-Z2-7]{16}\b(?<!EXAMPLE)""", "AKIA", "ASIA"), // AWS's own documents have such names
        new("a GitHub token", """\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})""", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"),
        new("a GitLab token", """\bgl(?:pat|dt|rt|ptt|oas)-[A-Za-z0-9_-]{20}""", "glpat-", "gldt-", "glrt-", "glptt-", "gloas-"),
        new("an npm token", """\bnpm_[A-Za-z0-9]{36}\b""", "npm_"),
        new("a login of npm", """^\s*(?://\S+:)?_(?:authToken|auth|password)\s*=\s*["']?[^\s"'$]{8}""", "_authToken", "_auth", "_password"),
        new("a PyPI token", """\bpypi-AgE[A-Za-z0-9_-]{50}""", "pypi-AgE"),
        new("an Anthropic key", """\bsk-ant-[a-z0-9]+-[A-Za-z0-9_-]{20}""", "sk-ant-"),
        new("an OpenAI key", """\bsk-(?:[A-Za-z0-9_-]{0,120}T3BlbkFJ[A-Za-z0-9_-]{10}|(?:proj|svcacct|admin)-[A-Za-z0-9_-]{40})""", "T3BlbkFJ", "sk-proj-", "sk-svcacct-", "sk-admin-"),
        new("a Slack token", """\bxox[abeoprs]-[0-9A-Za-z-]{10}|\bhooks\.slack\.com/services/T[A-Z0-9]+/B[A-Z0-9]+/[A-Za-z0-9]{16}""", "xoxa-", "xoxb-", "xoxe-", "xoxo-", "xoxp-", "xoxr-", "xoxs-", "hooks.slack.com"),
        new("a Google key", """\bAIza[0-9A-Za-z_-]{35}""", "AIza"),
        new("a Stripe key", """\b[rs]k_live_[A-Za-z0-9]{16}""", "sk_live_", "rk_live_"),
        new("a Hugging Face token", """\bhf_[A-Za-z0-9]{34}\b""", "hf_"),
        new("a Docker Hub token", """\bdckr_(?:pat|oat)_[A-Za-z0-9_-]{20}""", "dckr_pat_", "dckr_oat_"),
        new("a DigitalOcean token", """\bdo[opr]_v1_[a-f0-9]{64}""", "doo_v1_", "dop_v1_", "dor_v1_"),
        new("a login of Copilot", """["]copilot_?[tT]okens"\s*:\s*\{(?!\s*\})""", "copilotTokens", "copilot_tokens"), // its file is there without a login too
        new("a Vault token", """\bhv[sb]\.[A-Za-z0-9_-]{24}""", "hvs.", "hvb."),
    ];

    /// <summary>Files that are there to hold secrets, as patterns of their paths; what is empty does not count.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        "*/.netrc", "*/_netrc", "*/.git-credentials", "*/.config/git/credentials", "*/.pypirc", "*/.pgpass", "*/.my.cnf", "*/.vault-token",
        "*/.ssh/id_*[!b]", // id_*.pub is public
        "*.p12", "*.pfx", "*.jks", "*.keystore", "*.kdbx", "*.ppk",
        "*/.aws/credentials", "*/.aws/sso/cache/*", "*/.config/gcloud/*credentials*", "*/.config/gcloud/access_tokens.db", "*/.azure/*token*", "*/.azure/service_principal_entries*",
        "*/.kube/config", "*/.docker/config.json", "*/.config/containers/auth.json", "*/.config/gh/hosts.yml", "*/.config/glab-cli/config.yml", "*/.config/hub",
        // Of agents: of their vendors, and of MCP servers that they have signed in to.
        "*/.claude/.credentials.json", "*/.codex/auth.json", "*/.codex/.credentials.json", "*/.gemini/gemini-credentials.json", "*/.gemini/*oauth*.json",
        "*/.local/share/opencode/*auth.json", "*/.qwen/*oauth*.json", "*/.copilot/mcp-oauth-config/*", "*/.config/github-copilot/*.json",
        "*/.cargo/credentials*", "*/.gem/credentials", "*/.terraform.d/credentials*", "*/.config/rclone/rclone.conf", "*/.composer/auth.json",
        "*/.local/share/keyrings/*", "*/.gnupg/private-keys-v1.d/*", "*/.password-store/*.gpg",
    ];
}
