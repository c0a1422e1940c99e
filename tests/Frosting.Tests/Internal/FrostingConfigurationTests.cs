using Cake.Core;
using Cake.Core.IO;
using Cake.Frosting.Internal;
using Frosting.Tests.Fakes;

namespace Frosting.Tests.Internal;

public sealed class FrostingConfigurationTests
{
    private DirectoryInfo _directory = null!;
    private FakeEnvironment _environment = null!;

    [SetUp]
    public void CreateDirectory()
    {
        _directory = Directory.CreateTempSubdirectory("frosting-");
        _environment = new FakeEnvironment(_directory.FullName);
    }

    [TearDown]
    public void DeleteDirectory() => _directory.Delete(recursive: true);

    [Test]
    public void Should_refuse_null_by_name_when_an_argument_is_missing()
    {
        var arguments = Arguments();
        var files = new FileSystem();

        Refused(() => new FrostingConfiguration(null!, arguments, files, _environment)).ShouldBe("values");
        Refused(() => new FrostingConfiguration([], null!, files, _environment)).ShouldBe("arguments");
        Refused(() => new FrostingConfiguration([], arguments, null!, _environment)).ShouldBe("fileSystem");
        Refused(() => new FrostingConfiguration([], arguments, files, null!)).ShouldBe("environment");
    }

    [Test]
    public void Should_find_a_value_when_its_key_is_written_in_another_case() =>
        Configuration([new("Foo", "bar")], Arguments()).GetValue("fOO").ShouldBe("bar");

    [Test]
    public void Should_find_nothing_when_the_key_is_unknown() =>
        Configuration([], Arguments()).GetValue("foo").ShouldBeNull();

    [Test]
    public void Should_take_the_last_value_when_code_sets_one_twice() =>
        Configuration([new("foo", "first"), new("FOO", "last")], Arguments()).GetValue("foo").ShouldBe("last");

    [Test]
    public void Should_prefer_the_environment_when_code_sets_the_value_too()
    {
        _environment.Variables["CAKE_FOO"] = "environment";

        Configuration([new("foo", "code")], Arguments()).GetValue("foo").ShouldBe("environment");
    }

    [Test]
    public void Should_prefer_the_file_when_the_environment_sets_the_value_too()
    {
        _environment.Variables["CAKE_FOO"] = "environment";
        WriteFile("foo=file");

        Configuration([new("foo", "code")], Arguments()).GetValue("foo").ShouldBe("file");
    }

    [Test]
    public void Should_prefer_the_command_line_when_everything_else_sets_the_value_too()
    {
        _environment.Variables["CAKE_FOO"] = "environment";
        WriteFile("foo=file");

        Configuration([new("foo", "code")], Arguments(("foo", "line"))).GetValue("foo").ShouldBe("line");
    }

    [Test]
    public void Should_be_empty_when_an_argument_has_no_value() =>
        Configuration([], Arguments(("foo", null))).GetValue("foo").ShouldBe(string.Empty);

    private static string? Refused(Func<FrostingConfiguration> create) =>
        Should.Throw<ArgumentNullException>(create).ParamName;

    private static CakeArguments Arguments(params (string Key, string? Value)[] arguments) =>
        new(arguments.ToLookup(argument => argument.Key, argument => argument.Value));

    private FrostingConfiguration Configuration(FrostingConfigurationValue[] values, ICakeArguments arguments) =>
        new(values, arguments, new FileSystem(), _environment);

    private void WriteFile(string text) =>
        File.WriteAllText(_environment.WorkingDirectory.CombineWithFilePath("cake.config").FullPath, text);
}
