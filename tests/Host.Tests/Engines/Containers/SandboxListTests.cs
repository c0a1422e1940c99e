using AiSandbox.Host.Engines.Containers;
using Host.Tests.Features.Lifecycle;

namespace Host.Tests.Engines.Containers;

public sealed class SandboxListTests
{
    private static readonly string[] Services = ["workspace", "gate", "guard", "keys", "proxy"];

    [Test]
    public void Should_line_up_all_sandboxes_with_state_checkout_and_what_they_write_to()
    {
        var seen = string.Join('\n', [.. Services.Select(service => Line("box", service)), Line("a-longer-name", "workspace", "exited", "")]);

        SandboxList.Table(SandboxList.Of(seen, ["old", "box"])).ShouldBe(
        [
            "NAME           STATE                   CHECKOUT    CAN WRITE TO",
            "a-longer-name  stopped                 /code/here  /code/here/projects",
            "box            running                 /code/here  /code/here/projects",
            "old            removed, /root is kept  -           -",
        ]);
    }

    [TestCase("exited", "", "without proxy")]
    [TestCase("running", "unhealthy", "proxy unhealthy")]
    [TestCase("running", "starting", "proxy starting")]
    [TestCase("running", "healthy", "running")]
    public void Should_say_what_is_missing_when_not_all_of_it_runs(string state, string health, string expected) =>
        SandboxList.Of(string.Join('\n', [.. Services.Take(4).Select(service => Line("box", service)), Line("box", "proxy", state, health)]), [])
            .ShouldHaveSingleItem().State.ShouldBe(expected);

    [Test]
    public void Should_show_every_folder_that_it_can_write_to_once_and_none_that_it_can_only_read()
    {
        var more = """
            {"Type":"bind","Source":"/code/app/.git","Destination":"/code/app/.git","RW":false},
            {"Type":"bind","Source":"/code/app/.git/objects","Destination":"/code/app/.git/objects","RW":true},
            {"Type":"bind","Source":"/code/here/projects","Destination":"/code/here/projects","RW":true},
            """.ReplaceLineEndings("");

        var sandboxes = SandboxList.Of(Line("box", "workspace", mounts: more), []);

        sandboxes.ShouldHaveSingleItem().Mounts.ShouldBe(["/code/app/.git/objects", "/code/here/projects"]);
        SandboxList.Table(sandboxes).Skip(2).ShouldBe([$"{new string(' ', 52)}/code/here/projects"]);
    }

    [Test]
    public void Should_say_so_when_there_is_none()
    {
        SandboxList.Table(SandboxList.Of("", [])).ShouldBe(["There is no sandbox in this engine."]);
        SandboxList.Json([]).ShouldBe("[]");
    }

    [Test]
    public void Should_be_readable_by_programs() =>
        SandboxList.Json(SandboxList.Of(Line("box", "workspace"), [])).ReplaceLineEndings("\n").ShouldBe(
            """
            [
              {
                "name": "box",
                "state": "without gate, guard, proxy, keys",
                "checkout": "/code/here",
                "mounts": [
                  "/code/here/projects"
                ]
              }
            ]
            """.ReplaceLineEndings("\n"));

    private static string Line(string sandbox, string service, string state = "running", string health = "healthy", string mounts = "") =>
        Inspected.Line("1", sandbox, service, "/code/here", state, health, mounts
            + """{"Type":"bind","Source":"/code/here/projects","Destination":"/root/workspace","RW":true},{"Type":"volume","Source":"/var/lib/x","Destination":"/root","RW":true}""");
}
