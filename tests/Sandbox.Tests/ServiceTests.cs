using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;

namespace Sandbox.Tests;

/// <summary>PostgreSQL and Redis beside a workspace, as docs/services.md has them, and what somebody gets who has taken the database.</summary>
public sealed partial class ServiceTests
{
    private const string Database = "postgres://app:it%27s@db:5432/app";

    private const string Services = """
        services:
          db:
            build: templates/services/postgres
            environment: { POSTGRES_USER: app, POSTGRES_PASSWORD: it's, POSTGRES_DB: app }
            volume: /data
        """;

    private const string Cache = """

          cache:
            build: templates/services/redis
            volume: /data
        """;

    // What somebody tries who may run programs in the database's container; $1 is an address of the internet.
    private const string Attack = """
        grep -E '^Cap(Eff|Bnd)' /proc/self/status | tr '\t' ' '
        timeout 3 bash -c "exec 3<>/dev/tcp/$1/443" 2> /dev/null && echo dialled || echo closed
        timeout 3 bash -c 'exec 3<>/dev/tcp/unlisted.example/443' 2> /dev/null && echo dialled || echo unknown
        ls /root/workspace /run/host /run/keys /var/run/docker.sock 2> /dev/null | wc -l
        id -un
        """;

    private readonly string _name = $"services-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
    private readonly string _folder = Directory.CreateTempSubdirectory("services ").FullName;
    private EngineConnection _engine = null!;
    private Canary _canary = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _engine = await TestEngine.FindAsync();
        (await BuildScript.RunAsync("PrepareEnv", _name, CancellationToken.None)).ExitCode.ShouldBe(0);
        var env = BuildScript.Of(_name).WorkspaceEnv;
        await File.WriteAllTextAsync(env, Packages().Replace(await File.ReadAllTextAsync(env), "WORKSPACE_PACKAGES=postgresql-client redis-tools"));
        await File.WriteAllTextAsync(BuildScript.Of(_name).Services, Services + Cache);
        await UpAsync();
        _canary = new Canary(_engine, $"{_name}-canary");
    }

    [OneTimeTearDown]
    public async Task RemoveAsync()
    {
        Directory.Delete(_folder, recursive: true);
        await _canary.RemoveAsync();
        await BuildScript.CleanupAsync(_name);
        (await DockerAsync("volume", "ls", "--quiet", "--filter", $"name={_name}_")).ShouldBeEmpty();
        (await DockerAsync("image", "ls", "--quiet", "--filter", $"reference={_name}-service-*")).ShouldBeEmpty();
    }

    [Test]
    [CancelAfter(900_000)]
    public async Task Should_serve_a_projects_own_connection_strings_and_keep_its_data(CancellationToken cancellation)
    {
        (await SqlAsync("CREATE TABLE kept (x int); INSERT INTO kept VALUES (42)")).ExitCode.ShouldBe(0);
        (await RedisAsync("set kept 42")).ShouldBe("OK\n");
        (await RowsAsync()).ShouldBe("42\n");
        var status = await BuildScript.RunAsync("Status", _name, cancellation);
        status.ExitCode.ShouldBe(0, status.Error);
        status.Output.ShouldMatch(@"db +running, healthy");
        status.Output.ShouldMatch(@"cache +running, healthy");

        var file = Path.Combine(_folder, "mine.tar.gz");
        var saved = await BuildScript.RunAsync("Backup", _name, cancellation, $"--file={file}");
        saved.ExitCode.ShouldBe(0, saved.Error);
        Directory.GetFiles(_folder).Select(Path.GetFileName).ShouldBe(["mine.tar.gz", "mine.db.tar.gz", "mine.cache.tar.gz"], ignoreOrder: true);
        await UntilAsync(async () => (await SqlAsync("INSERT INTO kept VALUES (43)")).ExitCode is 0, cancellation);
        (await RedisAsync("set kept 43")).ShouldBe("OK\n");

        await DownAsync();
        (await DockerAsync("ps", "--quiet", "--filter", $"name={_name}-")).ShouldBeEmpty();
        var list = await BuildScript.RunAsync(["--target=List"], cancellation);
        list.Output.ShouldMatch($"{_name} +stopped");
        await UpAsync();
        (await RowsAsync()).ShouldBe("42\n43\n");
        (await RedisAsync("get kept")).ShouldBe("43\n");

        // What is not in the file any more is gone, and its data is not.
        await DownAsync();
        var restored = await BuildScript.RunAsync("Restore", _name, cancellation, $"--file={file}", "--yes");
        restored.ExitCode.ShouldBe(0, restored.Error);
        await File.WriteAllTextAsync(BuildScript.Of(_name).Services, Services, cancellation);
        await UpAsync();
        (await RowsAsync()).ShouldBe("42\n");
        (await RedisAsync("get kept")).ShouldBeEmpty();
        (await DockerAsync("ps", "--all", "--quiet", "--filter", $"name={_name}-cache-1")).ShouldBeEmpty();
        await File.WriteAllTextAsync(BuildScript.Of(_name).Services, Services + Cache, cancellation);
        await UpAsync();
        (await RedisAsync("get kept")).ShouldBe("42\n");
    }

    [Test]
    [CancelAfter(300_000)]
    public async Task Should_reach_nothing_when_the_database_is_taken(CancellationToken cancellation)
    {
        await _canary.StartAsync([_name], [], cancellation);
        var address = (await DockerAsync("inspect", "--format", $"{{{{(index .NetworkSettings.Networks \"{_name}_public\").IPAddress}}}}", $"{_name}-canary")).Trim();
        var attack = Attack.Replace("$1", address, StringComparison.Ordinal);

        var seen = await SqlAsync(
            $"CREATE TEMP TABLE seen (line text); COPY seen FROM PROGRAM 'echo {Convert.ToBase64String(Encoding.UTF8.GetBytes(attack))} | base64 -d | bash'; SELECT line FROM seen");

        seen.ExitCode.ShouldBe(0, seen.Error);
        seen.Output.ShouldBe("CapEff: 0000000000000000\nCapBnd: 0000000000000000\nclosed\nunknown\n0\npostgres\n");
        (await _canary.HeardAsync(cancellation)).ShouldNotContain(line => line.StartsWith("connected", StringComparison.Ordinal));

        // The control: on the public network the same line dials.
        var control = await DockerAsync(
            "run", "--rm", "--network", $"{_name}_public", "--entrypoint", "bash", $"{_name}-workspace", "-c", attack);
        control.ShouldContain("\ndialled\n");
        await UntilAsync(async () => (await _canary.HeardAsync(cancellation)).Any(line => line.StartsWith("connected", StringComparison.Ordinal)), cancellation);
        await _canary.RemoveAsync(); // it has the labels of the image that it runs from, which Up takes for the workspace's own
    }

    private Task<CommandResult> SqlAsync(string sql) => ExecAsync($"psql --quiet --no-psqlrc --tuples-only --no-align '{Database}' <<'END'\n{sql};\nEND");

    private async Task<string> RowsAsync() => (await SqlAsync("SELECT x FROM kept ORDER BY x")).Output;

    private async Task<string> RedisAsync(string words) => (await ExecAsync($"redis-cli -u redis://cache:6379 {words}")).Output;

    private Task<CommandResult> ExecAsync(string line) => BuildScript.RunAsync("Exec", _name, CancellationToken.None, $"--command={line}");

    private async Task UpAsync()
    {
        var up = await BuildScript.RunAsync("Up", _name, CancellationToken.None);
        up.ExitCode.ShouldBe(0, up.Error + up.Output);
    }

    private async Task DownAsync() => (await BuildScript.RunAsync("Down", _name, CancellationToken.None)).ExitCode.ShouldBe(0);

    private Task<string> DockerAsync(params string[] arguments) => _engine.RunAsync(arguments, CancellationToken.None);

    private static async Task UntilAsync(Func<Task<bool>> isTrue, CancellationToken cancellation)
    {
        while (!await isTrue())
            await Task.Delay(500, cancellation);
    }

    [GeneratedRegex("^WORKSPACE_PACKAGES=.*$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Packages();
}
