using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>Registers the services of a host in a class of its own.</summary>
public interface IFrostingStartup
{
    /// <summary>Registers services; later registrations win over earlier ones and over the defaults.</summary>
    /// <param name="services">The services of the host.</param>
    void Configure(IServiceCollection services);
}
