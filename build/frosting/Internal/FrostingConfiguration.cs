using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.IO;

namespace Cake.Frosting.Internal;

/// <summary>A setting given with <c>UseCakeSetting</c>.</summary>
internal sealed record FrostingConfigurationValue(string Key, string Value);

/// <summary>
/// Cake's configuration of a host. Later wins: settings in code, variables <c>CAKE_*</c>, <c>cake.config</c> in the
/// working directory, the command line. It is read when it is constructed, so the working directory is set by then.
/// </summary>
internal sealed class FrostingConfiguration : ICakeConfiguration
{
    private readonly ICakeConfiguration _configuration;

    public FrostingConfiguration(
        IEnumerable<FrostingConfigurationValue> values,
        ICakeArguments arguments,
        IFileSystem fileSystem,
        ICakeEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(fileSystem);
        ArgumentNullException.ThrowIfNull(environment);

        _configuration = new CakeConfigurationProvider(fileSystem, environment).CreateConfiguration(
            environment.WorkingDirectory,
            values.Select(value => KeyValuePair.Create(value.Key, value.Value)),
            arguments.GetArguments().ToDictionary(
                argument => argument.Key,
                argument => argument.Value.FirstOrDefault() ?? string.Empty,
                StringComparer.OrdinalIgnoreCase));
    }

    public string? GetValue(string key) => _configuration.GetValue(key);
}
