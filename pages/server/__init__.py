"""The ASGI middleware between the network and Streamlit: origins, limits, headers, addresses.

pages/shell/http.py lists the middleware in its order; site_address.py makes every address.
"""
