using System.Text.Json;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Services;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform;
using AiSandbox.Policy;
using Host.Tests.Model.Settings;
using YamlDotNet.RepresentationModel;

namespace Host.Tests.Model.Services;

public sealed class ServicesFileTests
{
    private const string Valid = """
        services:
          db:
            build: db
            environment: { POSTGRES_PASSWORD: "a$b: 'c'", PORT: 5432 }
            volume: /data
            memory: 512m
            processes: 100
          cache:
            image: valkey/valkey:8
            command: [valkey-server, --save, ""]
        """;

    private TempCheckout _temp = null!;

    [SetUp]
    public void WriteDockerfile()
    {
        _temp = new TempCheckout();
        Write("db/Dockerfile", "FROM scratch\n");
    }

    [TearDown]
    public void Remove() => _temp.Dispose();

    [Test]
    public void Should_have_none_when_there_is_no_file() => Reader.Read().ShouldBeEmpty();

    [Test]
    public void Should_read_what_a_service_can_have()
    {
        var services = Read(Valid);

        services.Select(service => service.Name).ShouldBe(["db", "cache"]);
        services[0].Origin.ToString().ShouldBe("services.yaml:2");
        services[0].Image.ShouldStartWith("${SANDBOX_NAME:-ai-sandbox}-service-db:");
        services[0].ImageIn(SandboxName.Parse("box")).ShouldStartWith("box-service-db:");
        (services[0].MemoryBytes, services[0].Processes, services[1].MemoryBytes, services[1].Processes).ShouldBe((512 << 20, 100, 1 << 30, 256));
        services[1].Command.ShouldBe(["valkey-server", "--save", ""]);
    }

    [Test]
    public void Should_name_another_image_when_a_file_of_its_folder_changes()
    {
        var before = Read(Valid)[0].Image;
        Write("db/more/start", "#!/bin/sh\n");

        Read(Valid)[0].Image.ShouldNotBe(before);
    }

    [Test]
    public void Should_render_each_in_the_network_of_the_gate_and_with_nothing_else()
    {
        var text = Reader.Compose(Read(Valid))!;

        var services = (YamlMappingNode)Root(text).Children["services"];
        foreach (var (name, node) in services.Children)
        {
            var service = (YamlMappingNode)node;
            service.Children["network_mode"].ToString().ShouldBe("service:gate");
            service.Children["cap_drop"].ShouldBe(new YamlSequenceNode("ALL"));
            service.Children["security_opt"].ShouldBe(new YamlSequenceNode("no-new-privileges:true"));
            service.Children["restart"].ToString().ShouldBe("on-failure:5", "what restarts after a reboot would run before it is proven");
            service.Children["mem_limit"].ShouldBe(service.Children["memswap_limit"]);
            service.Children.Keys.Select(key => key.ToString()).Except(
                ["image", "build", "command", "environment", "labels", "runtime", "network_mode", "depends_on", "cap_drop", "security_opt", "init", "pids_limit", "mem_limit",
                 "memswap_limit", "shm_size", "ulimits", "volumes", "restart", "stop_grace_period", "logging"]).ShouldBeEmpty($"{name}");
            ((YamlSequenceNode)service.Children["volumes"]).Children.OfType<YamlMappingNode>().ShouldHaveSingleItem().Children["target"].ToString().ShouldBe("/etc/resolv.conf");
        }

        services.Children["db"]["environment"]["POSTGRES_PASSWORD"].ToString().ShouldBe("a$$b: 'c'", "a $ would be Compose's");
        services.Children["db"]["volumes"][1].ToString().ShouldBe("service-db:/data");
        ((YamlMappingNode)services.Children["cache"]).Children.ContainsKey("build").ShouldBeFalse();
        Root(text)["volumes"]["service-db"]["labels"]["dev.ai-sandbox.service"].ToString().ShouldBe("db");
    }

    [Test]
    public void Should_render_what_is_read_and_take_it_away_when_the_file_is_gone()
    {
        Render(Read(Valid));
        File.ReadAllText(_temp.Checkout.ServicesCompose).ShouldContain("\"db\":");
        File.ReadAllText(ServicesFile.NamesIn(_temp.Checkout.Configs)).ShouldBe("db\ncache\n");

        Render([]);

        File.Exists(_temp.Checkout.ServicesCompose).ShouldBeFalse();
        File.Exists(ServicesFile.NamesIn(_temp.Checkout.Configs)).ShouldBeFalse();
    }

    [TestCase("    build: db\n", "", 3, "one of 'image' and 'build'")]
    [TestCase("    build: db\n", "    build: db\n    image: a\n", 3, "one of 'image' and 'build'")]
    [TestCase("build: db", "build: /etc", 3, "is not a folder of the checkout")]
    [TestCase("build: db", "build: ../db", 3, "is not a folder of the checkout")]
    [TestCase("build: db", "build: db/../../x", 3, "is not a folder of the checkout")]
    [TestCase("build: db", "build: .", 3, "is not a folder of the checkout")]
    [TestCase("build: db", "build: https://github.com/a/b", 3, "is not a folder of the checkout")]
    [TestCase("build: db", "build: other", 2, "there is no other/Dockerfile")]
    [TestCase("build: db", "build: { context: db }", 3, "must be a text")]
    [TestCase("build: db", "build: ''", 2, "'image' or 'build' is empty")]
    [TestCase("build: db", "privileged: true\n    build: db", 3, "no field 'privileged'")]
    [TestCase("build: db", "cap_add: [SYS_ADMIN]\n    build: db", 3, "no field 'cap_add'")]
    [TestCase("build: db", "ports: ['5432:5432']\n    build: db", 3, "no field 'ports'")]
    [TestCase("build: db", "networks: [public]\n    build: db", 3, "no field 'networks'")]
    [TestCase("build: db", "network_mode: host\n    build: db", 3, "no field 'network_mode'")]
    [TestCase("build: db", "pid: host\n    build: db", 3, "no field 'pid'")]
    [TestCase("build: db", "devices: [/dev/kvm]\n    build: db", 3, "no field 'devices'")]
    [TestCase("build: db", "user: root\n    build: db", 3, "no field 'user'")]
    [TestCase("build: db", "entrypoint: sh\n    build: db", 3, "no field 'entrypoint'")]
    [TestCase("build: db", "volumes: ['/:/host']\n    build: db", 3, "no field 'volumes'")]
    [TestCase("build: db", "name: gate\n    build: db", 3, "no field 'name'")]
    [TestCase("volume: /data", "volume: /:/host", 5, "Nothing of the host is mounted")]
    [TestCase("volume: /data", "volume: data", 5, "is not a folder inside")]
    [TestCase("volume: /data", "volume: /data/../etc", 5, "is not a folder inside")]
    [TestCase("volume: /data", "volume: /proc/sys", 5, "is not a folder inside")]
    [TestCase("volume: /data", "volume: /", 5, "is not a folder inside")]
    [TestCase("volume: /data", "volume: [/a, /b]", 5, "must be a text")]
    [TestCase("memory: 512m", "memory: lots", 6, "memory is a whole number")]
    [TestCase("memory: 512m", "memory: ''", 6, "it is empty")]
    [TestCase("memory: 512m", "memory: 1m", 6, "no less than 6m")]
    [TestCase("processes: 100", "processes: 0", 7, "from 1 to 4096")]
    [TestCase("processes: 100", "processes: 100000", 7, "from 1 to 4096")]
    [TestCase("processes: 100", "processes: many", 7, "must be a whole number")]
    [TestCase("PORT: 5432", "\"A=B\": x", 4, "not the name of a variable")]
    [TestCase("PORT: 5432", "PORT: [1]", 4, "no text")]
    [TestCase("  db:\n", "  gate:\n", 2, "is the name of something else")]
    [TestCase("  db:\n", "  github.com:\n", 2, "is not a name for a service")]
    [TestCase("  db:\n", "  DB:\n", 2, "is not a name for a service")]
    [TestCase("  db:\n", "  cache:\n", 8, "This is not YAML")]
    [TestCase("image: valkey/valkey:8", "image: a${HOME}", 9, "is not the name of an image")]
    [TestCase("image: valkey/valkey:8", "image: \"a\\nprivileged\"", 9, "'image: a")]
    [TestCase("services:\n", "service:\n", 1, "no field 'service'")]
    [TestCase("services:\n", "volumes: {}\nservices:\n", 1, "no field 'volumes'")]
    public void Should_refuse_with_line_and_reason_when_something_else_is_asked_for(string text, string wrong, int line, string reason)
    {
        Valid.ShouldContain(text, Case.Sensitive);

        var refusal = Should.Throw<SandboxException>(() => Read(Valid.Replace(text, wrong, StringComparison.Ordinal)));

        refusal.ExitCode.ShouldBe(ExitCodes.Usage);
        refusal.Message.Split('\n').ShouldContain(one => one.Contains($"services.yaml:{line}: ") && one.Contains(reason), refusal.Message);
    }

    [Test]
    public void Should_refuse_a_ninth()
    {
        var nine = string.Concat(Enumerable.Range(1, 9).Select(i => $"  s{i}: {{ image: a }}\n"));

        Should.Throw<SandboxException>(() => Read($"services:\n{nine}")).Message.ShouldContain("services.yaml:10: There are more than 8 services.");
    }

    [Test]
    public void Should_refuse_a_Dockerfile_that_an_agent_can_write()
    {
        Write("projects/db/Dockerfile", "FROM scratch\n");

        Should.Throw<SandboxException>(() => Read(Valid.Replace("build: db", "build: projects/db", StringComparison.Ordinal))).Message
            .ShouldContain("services.yaml:2: 'build: projects/db' leads through");
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "A link needs rights there.")]
    public void Should_refuse_a_link_to_what_an_agent_can_write()
    {
        Write("projects/db/Dockerfile", "FROM scratch\n");
        Directory.CreateSymbolicLink(Path.Combine(_temp.Checkout.Root, "linked"), Path.Combine(_temp.Checkout.Projects, "db"));
        Directory.CreateDirectory(Path.Combine(_temp.Checkout.Root, "half"));
        File.CreateSymbolicLink(Path.Combine(_temp.Checkout.Root, "half", "Dockerfile"), Path.Combine(_temp.Checkout.Projects, "db", "Dockerfile"));

        foreach (var folder in new[] { "linked", "half" })
            Should.Throw<SandboxException>(() => Read(Valid.Replace("build: db", $"build: {folder}", StringComparison.Ordinal))).Message.ShouldContain("leads through");
    }

    [Test]
    public void Should_be_described_for_editors()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(TempCheckout.Repository, "templates", "services", "services.schema.json")));
        var fields = schema.RootElement.GetProperty("$defs").GetProperty("service").GetProperty("properties");

        fields.EnumerateObject().Select(field => field.Name).ShouldBe(["image", "build", "command", "environment", "volume", "memory", "processes"]);
        foreach (var field in fields.EnumerateObject())
            Should.Throw<SandboxException>(() => Read($"services:\n  a:\n    image: a\n    x{field.Name}: b\n")).Message.ShouldContain(field.Name);
        schema.RootElement.GetProperty("properties").GetProperty("services").GetProperty("propertyNames").GetProperty("not").GetProperty("enum").EnumerateArray()
            .Select(name => $"{name}").ShouldAllBe(name => Refuses(name));
    }

    [Test]
    public void Should_take_no_name_that_a_sandbox_has_for_itself()
    {
        foreach (var service in SandboxStack.All)
            Refuses(service).ShouldBeTrue();
    }

    private ServicesFile Reader =>
        new(_temp.Checkout, new MountedFolders(_temp.Checkout, _temp.Renderer, new HostFolders(_temp.Home, [])), _temp.Renderer);

    private bool Refuses(string name)
    {
        Should.Throw<SandboxException>(() => Read($"services:\n  {name}: {{ image: a }}\n")).Message.ShouldContain("is the name of something else");
        return true;
    }

    private IReadOnlyList<Service> Read(string text)
    {
        Write("services.yaml", text);
        return Reader.Read();
    }

    private void Render(IReadOnlyList<Service> services)
    {
        Directory.CreateDirectory(Path.Combine(_temp.Checkout.Configs, "proxy"));
        Reader.Render(new Sandbox(SandboxName.Parse("box"), _temp.Checkout.Configs, new WorkspaceSettings { Mount = _temp.Home }, AllowedSites.Nothing) { Services = services });
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(_temp.Checkout.Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static YamlMappingNode Root(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }
}
