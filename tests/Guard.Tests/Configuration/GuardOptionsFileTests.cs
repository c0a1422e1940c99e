using AiSandbox.Guard.Configuration;

namespace Guard.Tests.Configuration;

public sealed class GuardOptionsFileTests
{
    [Test]
    public void Should_have_a_default_for_every_value() => Read("{}").ShouldBe(new GuardOptions());

    [Test]
    public void Should_read_names_in_snake_case() =>
        Read("""{"listen":"127.0.0.1:1","budget_bytes_per_host":5,"max_pending":7,"hold_seconds":0.5,"allow_ech":true}""")
            .ShouldBe(new GuardOptions(
                Listen: "127.0.0.1:1", BudgetBytesPerHost: 5, MaxPending: 7, HoldSeconds: 0.5, AllowEch: true));

    [TestCase("""{"lissten":"0.0.0.0:3128"}""", "lissten")]
    [TestCase("""{"listen":"0.0.0.0"}""", "listen")]
    [TestCase("""{"listen":"proxy:3128"}""", "listen")]
    [TestCase("""{"listen":null}""", "listen")]
    [TestCase("""{"squid":"squid"}""", "squid")]
    [TestCase("""{"squid":"squid:0"}""", "squid")]
    [TestCase("""{"lists":"lists"}""", "lists")]
    [TestCase("""{"log":"x.log"}""", "log")]
    [TestCase("""{"max_connections":0}""", "max_connections")]
    [TestCase("""{"max_connections":"9"}""", "max_connections")]
    [TestCase("""{"max_pending":1,"max_pending":2}""", "max_pending")]
    [TestCase("""{"budget_bytes_per_host":-1}""", "budget_bytes_per_host")]
    [TestCase("""{"hold_seconds":-1}""", "hold_seconds")]
    [TestCase("""{"idle_seconds":0}""", "idle_seconds")]
    public void Should_name_file_and_member_when_a_value_is_wrong(string json, string member)
    {
        var message = Should.Throw<ConfigurationException>(() => Read(json)).Message;

        message.ShouldContain("guard.json");
        message.ShouldContain(member);
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{\"listen\":")]
    public void Should_refuse_what_is_no_object(string json) => Should.Throw<ConfigurationException>(() => Read(json));

    [Test]
    public void Should_say_when_the_file_is_missing() =>
        Should.Throw<ConfigurationException>(() => GuardOptionsFile.Read("/nowhere/guard.json")).Message.ShouldContain("/nowhere/guard.json");

    private static GuardOptions Read(string json)
    {
        var folder = Directory.CreateTempSubdirectory("guard-");
        try
        {
            var path = Path.Combine(folder.FullName, "guard.json");
            File.WriteAllText(path, json);
            return GuardOptionsFile.Read(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
