using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AiSandbox.Verification.Catalogue;

/// <summary>Reads one file of cases: a family.</summary>
internal sealed partial class CaseFile
{
    private const int LongestTimeout = 120;

    private readonly string _file;
    private readonly ICollection<CatalogueProblem> _problems;
    private readonly Dictionary<string, string> _programs = new(StringComparer.Ordinal);

    private string Family => $"{(_file.StartsWith(CaseCatalogue.Own, StringComparison.Ordinal) ? "own: " : "")}{Path.GetFileNameWithoutExtension(_file)}";

    private CaseFile(string file, ICollection<CatalogueProblem> problems) => (_file, _problems) = (file, problems);

    /// <summary>Reads the cases; what is wrong is added to the problems.</summary>
    public static IReadOnlyList<VerificationCase> Read(string file, string text, ICollection<CatalogueProblem> problems)
    {
        var stream = new YamlStream();
        var parser = new Parser(new StringReader(text));
        try
        {
            stream.Load(parser);
        }
        catch (Exception wrong) when (wrong is YamlException or InvalidOperationException)
        {
            // The scanner fails in its own way where a bracket is not closed, and then does not say where.
            var line = wrong is YamlException { Start.Line: > 0 } at ? at.Start.Line : parser.Current?.End.Line ?? 1;
            problems.Add(new CatalogueProblem(file, line, $"This is not YAML: {wrong.Message}"));
            return [];
        }

        if (stream.Documents is not [var document])
        {
            problems.Add(new CatalogueProblem(file, 1, "The file must hold one YAML document."));
            return [];
        }

        return new CaseFile(file, problems).Read(document.RootNode);
    }

    private List<VerificationCase> Read(YamlNode root)
    {
        var file = new StrictMapping(_file, root, "A file of cases", _problems);
        if (file.Node("programs") is { } programs)
            ReadPrograms(programs);
        if (!file.Has("cases"))
            file.Missing("cases");
        var cases = file.Items("cases").Select(ReadCase).ToList();
        file.RefuseOthers("A file of cases");

        return cases;
    }

    private void ReadPrograms(YamlNode node)
    {
        var programs = new StrictMapping(_file, node, "'programs'", _problems);
        foreach (var name in (node as YamlMappingNode)?.Children.Keys.OfType<YamlScalarNode>() ?? [])
            _programs[name.Value!] = programs.Required(name.Value!);
    }

    private VerificationCase ReadCase(YamlNode node)
    {
        var fields = new StrictMapping(_file, node, "A case", _problems);
        var test = new VerificationCase
        {
            Id = fields.Required("id"),
            Family = Family,
            Title = fields.Required("title"),
            Why = fields.Required("why"),
            Reference = fields.Optional("reference") ?? "",
            Outcome = fields.Choice("outcome", Outcome.Deny),
            At = fields.Choice("at", Place.Workspace),
            Run = ReadCommand(fields, required: true) ?? [],
            Timeout = ReadTimeout(fields) ?? TimeSpan.FromSeconds(10),
            Expect = ReadExpect(fields) ?? ClientExpectation.Failure,
            Proxy = ReadWitness(fields, "proxy", required: true, ReadProxy) ?? [],
            Internet = ReadWitness(fields, "internet", required: true, ReadInternet) ?? [],
            Controls = fields.Texts("control"),
            Alone = fields.Flag("alone"),
            Fault = ReadFault(fields),
            List = fields.Has("list") ? fields.Texts("list") : null,
            Source = $"{_file}:{fields.Line}",
        };
        test = test with { Live = ReadLive(fields, test) };
        if (!fields.Has("outcome"))
            fields.Missing("outcome");
        if (!fields.Has("expect"))
            fields.Missing("expect");
        fields.RefuseOthers("A case");
        if (test.Id.Length > 0 && !Id().IsMatch(test.Id))
            fields.Problem(fields.Node("id")!, $"'{test.Id}' is not an id: lower-case words joined by dashes.");

        return test;
    }

    private Fault? ReadFault(StrictMapping fields)
    {
        if (fields.Node("fault") is not { } node)
            return null;

        var fault = new StrictMapping(_file, node, "'fault'", _problems);
        var result = new Fault(fault.Required("service"), fault.Choice("do", Disturbance.Kill));
        if (!fault.Has("do"))
            fault.Missing("do");
        if (result.Service is not ("proxy" or "guard" or "internet"))
            fault.Problem(fault.Node("service") ?? node, "'service' is one of proxy, guard, internet.");
        fault.RefuseOthers("'fault'");

        return result;
    }

    private VerificationCase? ReadLive(StrictMapping fields, VerificationCase test)
    {
        if (!fields.Has("live"))
            fields.Missing("live");
        if (fields.Node("live") is not YamlMappingNode node)
            return fields.Flag("live") ? test : null;

        var live = new StrictMapping(_file, node, "'live'", _problems);
        var changed = test with
        {
            Title = live.Optional("title") ?? test.Title,
            Run = ReadCommand(live, required: false) ?? test.Run,
            Timeout = ReadTimeout(live) ?? test.Timeout,
            Expect = ReadExpect(live) ?? test.Expect,
            Proxy = ReadWitness(live, "proxy", required: false, ReadProxy) ?? test.Proxy,
        };
        live.RefuseOthers("'live'");

        return changed;
    }

    private List<string>? ReadCommand(StrictMapping fields, bool required)
    {
        var (run, script) = (fields.Texts("run"), fields.Optional("script"));
        if (fields.Has("run") == fields.Has("script") && (required || fields.Has("run")))
        {
            _problems.Add(new CatalogueProblem(
                _file, fields.Line, "A case has one of 'run' (words of a command) and 'script' (lines for bash)."));
        }

        if (!fields.Has("run") && script is null)
            return null;

        IReadOnlyList<string> words = script is null ? run : ["bash", "-c", script];
        var filled = words.Select(word => Placeholders.Fill(word, _programs)).ToList();
        foreach (var name in filled.SelectMany(Placeholders.In).Where(name => !Placeholders.IsKnown(name)))
        {
            fields.Problem(
                fields.Node(script is null ? "run" : "script")!,
                $"'@{{{name}}}' is neither a program of this file nor one of {string.Join(", ", Placeholders.Known)}.");
        }

        return filled;
    }

    private static TimeSpan? ReadTimeout(StrictMapping fields)
    {
        var seconds = fields.Number("timeout");
        if (seconds is < 1 or > LongestTimeout)
            fields.Problem(fields.Node("timeout")!, $"'timeout' is in seconds, 1 to {LongestTimeout}.");

        return seconds is null ? null : TimeSpan.FromSeconds(seconds.Value);
    }

    private ClientExpectation? ReadExpect(StrictMapping fields)
    {
        if (fields.Node("expect") is not { } node)
            return null;

        var expect = new StrictMapping(_file, node, "'expect'", _problems);
        if (!expect.Has("exit"))
            expect.Missing("exit");
        var any = expect.Node("exit") is YamlScalarNode { Value: "nonzero" };
        if (expect.Node("exit") is YamlSequenceNode { Children.Count: 0 })
            expect.Problem(expect.Node("exit")!, "'exit' must be a number, a list of numbers, or 'nonzero'.");
        var expectation = new ClientExpectation(
            new ExitExpectation(any ? [] : expect.Numbers("exit")),
            ReadText(expect, "stdout"),
            ReadText(expect, "stderr"));
        expect.RefuseOthers("'expect'");

        return expectation;
    }

    private TextExpectation ReadText(StrictMapping expect, string key)
    {
        if (expect.Node(key) is not { } node)
            return TextExpectation.Anything;

        var text = new StrictMapping(_file, node, $"'{key}'", _problems);
        var expectation = new TextExpectation(text.Texts("contains"), text.Texts("matches"), text.Texts("lacks"));
        text.RefuseOthers($"'{key}'");
        foreach (var pattern in expectation.Matches.Where(pattern => !IsPattern(pattern)))
            text.Problem(text.Node("matches")!, $"'{pattern}' is not a regular expression.");

        return expectation;
    }

    private IReadOnlyList<T>? ReadWitness<T>(
        StrictMapping fields, string key, bool required, Func<StrictMapping, T> read)
    {
        if (required && !fields.Has(key))
            fields.Missing(key);
        if (fields.Node(key) is null or YamlScalarNode { Value: "none" })
            return fields.Has(key) ? [] : null;
        if (fields.Node(key) is not YamlSequenceNode { Children.Count: > 0 })
        {
            fields.Problem(fields.Node(key)!, $"'{key}' must be 'none' or a list.");
            return [];
        }

        return [.. fields.Items(key).Select(item => Line(item))];

        T Line(YamlNode item)
        {
            var line = new StrictMapping(_file, item, $"An entry of '{key}'", _problems);
            var result = read(line);
            line.RefuseOthers($"An entry of '{key}'");
            return result;
        }
    }

    private static ProxyExpectation ReadProxy(StrictMapping line)
    {
        if (!line.Has("decision"))
            line.Missing("decision");

        return new ProxyExpectation(
            line.Choice("decision", ProxyDecision.Deny),
            line.Optional("host"),
            line.Number("port"),
            line.Optional("reason"),
            line.Number("status"),
            line.Optional("by"));
    }

    private static InternetExpectation ReadInternet(StrictMapping line) => new(
        line.Required("service"),
        line.Optional("name"),
        line.Number("port"),
        line.Optional("transport"),
        line.Flag("optional"),
        line.Flag("empty"));

    private static bool IsPattern(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();
}
