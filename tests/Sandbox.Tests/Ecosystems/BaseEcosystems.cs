namespace Sandbox.Tests.Ecosystems;

/// <summary>What every workspace can do, and Node's other package managers, which cost next to nothing.</summary>
internal static class BaseEcosystems
{
    /// <summary>npm's registry.</summary>
    public static string Npm { get; } = $"https://{Registries.HostOf("npm")}/is-number/latest";

    private static readonly string Yarn = $"https://{Registries.HostOf("yarn")}/is-number/latest";
    private static readonly string Debian = $"https://{Registries.HostOf("debian")}/debian/dists/trixie/InRelease";
    private static readonly string NuGet = $"https://{Registries.HostOf("dotnet")}/v3/index.json";

    private const string Demo = "The simulated internet of AI Sandbox.";

    private const string Use = "node -e 'console.log(\"a number:\", require(\"is-number\")(5))'";
    private const string Used = "a number: true";

    // npx gets Yarn, with npm's preset; Yarn gets the package, with its own.
    private const string Berry =
        "echo {} > package.json && touch yarn.lock && echo 'nodeLinker: node-modules' > .yarnrc.yml"
        + " && YARN_ENABLE_TELEMETRY=0 npm_config_fetch_retries=0 npx --yes @yarnpkg/cli-dist@4.18.1 add is-number";

    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
        <ItemGroup><PackageReference Include="Newtonsoft.Json" Version="13.0.1" /></ItemGroup></Project>
        """;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Ecosystem> All { get; } =
    [
        new("git-https", "github", "github.com", "git clone -q https://github.com/ai-sandbox/demo.git && cat demo/README.md", Demo),
        new("git-ssh", "github", "github.com", "git clone -q ssh://git@github.com/srv/git/ai-sandbox/demo.git && cat demo/README.md", Demo) { Port = 22 },
        // What answers is git-shell, which runs nothing else.
        new("ssh", "github", "github.com", "ssh git@github.com true || test $? = 128", "unrecognized command") { Port = 22 },
        new("scp", "github", "github.com", "scp -q git@github.com:/srv/git/ai-sandbox/demo.git/HEAD . && cat HEAD", "refs/heads/main") { Port = 22 },
        new("curl", "github", "api.github.com", "curl -sSf https://api.github.com/hello.txt", "hello from a file"),
        new("wget", "github", "api.github.com", "wget -qO- --tries=1 https://api.github.com/hello.txt", "hello from a file"),
        new("python-urllib", "github", "api.github.com", "python3 -c 'import urllib.request; print(urllib.request.urlopen(\"https://api.github.com/hello.txt\").read())'", "hello from a file"),
        new("node-fetch", "npm", Registries.HostOf("npm"), $"node -e 'fetch(\"{Npm}\").then(r => r.json()).then(j => console.log(\"the name is\", j.name))'", "the name is is-number") { Registry = Npm, Dials = true },
        new("npm", "npm", Registries.HostOf("npm"), $"npm install --fetch-retries=0 is-number && {Use}", Used) { Registry = Npm },
        new("npm-global", "npm", Registries.HostOf("npm"), "npm install --fetch-retries=0 --global semver@7.7.2 && semver 1.2.3", "1.2.3") { Registry = Npm },
        new("npx", "npm", Registries.HostOf("npm"), "npm_config_fetch_retries=0 npx --yes semver@7.7.1 4.5.6", "4.5.6") { Registry = Npm },
        new("pnpm", "npm", Registries.HostOf("npm"), $"echo {{}} > package.json && echo 'fetchRetries: 0' > pnpm-workspace.yaml && pnpm add is-number && {Use}", Used) { Registry = Npm },
        new("yarn", "yarn", Registries.HostOf("yarn"), $"echo {{}} > package.json && yarn add is-number && {Use}", Used) { Registry = Yarn },
        new("yarn-4", "npm", Registries.HostOf("npm"), $"{Berry} && {Use}", Used) { Registry = Npm },
        new("apt", "debian", Registries.HostOf("debian"), "apt-get update -qq -o Acquire::Retries=0 && apt-get install -y -qq hello && hello", "Hello, world!") { Registry = Debian },
        new("pip", "python", "pypi.org", "python3 -m venv v && v/bin/pip install --retries 0 --disable-pip-version-check demo-pkg && v/bin/python -c 'import demo_pkg'", "hello from a wheel"),
        new("dotnet-restore", "dotnet", Registries.HostOf("dotnet"), $"echo '{Project}' > a.csproj && /root/workspace/dotnet/dotnet restore && ls obj && echo restored", "project.assets.json") { Registry = NuGet },
        new("dotnet-untold", "dotnet", Registries.HostOf("dotnet"), $"{TransparentClients.Clear}echo '{Project}' > a.csproj && NUGET_PACKAGES=$PWD/p /root/workspace/dotnet/dotnet restore && ls obj && echo restored", "project.assets.json") { Registry = NuGet, Dials = true },
    ];
}
